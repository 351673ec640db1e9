package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.UserEvent.PhoneMessageRetried;

/**
 * Has a message sent now that waits, was refused or was given up, as long as its code can be
 * entered. This requires {@code user.write}.
 */
@UseCase
public class SendMessage {

    private final HandleMessage handle;
    private final RecordDelivery delivery;
    private final SmsOutbox outbox;
    private final SmsMessages messages;
    private final SmsSender sender;
    private final Clock clock;

    @Inject
    public SendMessage(
            HandleMessage handle,
            RecordDelivery delivery,
            SmsOutbox outbox,
            SmsMessages messages,
            SmsSender sender,
            Clock clock) {
        this.handle = handle;
        this.delivery = delivery;
        this.outbox = outbox;
        this.messages = messages;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * @param provider the provider to ask first, by its name in the configuration; empty if it does
     *     not matter. If another one may have received the message, the phone may get it twice
     * @return the position of the event in the history of the user
     * @throws Rejection as {@link HandleMessage#hold} does; with {@link Reason#SMS_MESSAGE_ENDED}
     *     if the code can no longer be entered, or with {@link Reason#SMS_PROVIDER_NOT_FOUND} if
     *     this provider is not asked for the number
     */
    public EventPosition send(Caller caller, String id, String provider) {
        var held = handle.hold(caller, id);
        var sms = held.claimed().sms();
        if (!delivery.isOfUse(sms)) {
            throw new Rejection(Reason.SMS_MESSAGE_ENDED);
        }
        var first = Optional.of(provider).filter(name -> !name.isEmpty());
        if (first.isPresent() && !sender.providers(sms).contains(provider)) {
            throw new Rejection(Reason.SMS_PROVIDER_NOT_FOUND);
        }
        if (held.message().state().isFinal()) {
            messages.remove(id);
        }
        var asked = first.or(held.claimed()::inDoubtAt);
        asked.ifPresentOrElse(
                name -> outbox.sendBy(held.claimed(), clock.instant(), name),
                () -> outbox.send(held.claimed(), clock.instant()));
        return handle.record(caller, held.user(), new PhoneMessageRetried(id, first));
    }
}
