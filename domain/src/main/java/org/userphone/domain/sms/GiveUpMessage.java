package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.UserEvent.PhoneMessageGivenUp;

/** Gives up a message that waits. This requires {@code user.write}. */
@UseCase
public class GiveUpMessage {

    private static final String REASON = "given up by an operator";

    private final HandleMessage handle;
    private final SmsOutbox outbox;
    private final KeepMessage keep;
    private final Clock clock;

    @Inject
    public GiveUpMessage(HandleMessage handle, SmsOutbox outbox, KeepMessage keep, Clock clock) {
        this.handle = handle;
        this.outbox = outbox;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * @return the position of the event in the history of the user
     * @throws Rejection as {@link HandleMessage#hold} does, or with {@link
     *     Reason#SMS_MESSAGE_ENDED} if the message does not wait any more
     */
    public EventPosition giveUp(Caller caller, String id) {
        var held = handle.hold(caller, id);
        if (held.message().state() != State.WAITING) {
            throw new Rejection(Reason.SMS_MESSAGE_ENDED);
        }
        outbox.park(held.claimed(), REASON);
        keep.keep(held.claimed().message().ended(State.PARKED, REASON, clock.instant()));
        return handle.record(caller, held.user(), new PhoneMessageGivenUp(id));
    }
}
