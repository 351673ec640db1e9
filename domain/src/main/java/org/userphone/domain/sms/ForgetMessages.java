package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.Collaborator;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.SmsMessage.State;

/**
 * Lets go of all that is kept of the messages to a user who has been deleted. That there were some
 * stays, and so does what they cost; of those that still waited it is recorded that they were not
 * sent, though one that is under way just then may arrive.
 */
@Collaborator
public class ForgetMessages {

    private final SmsOutbox outbox;
    private final KeepMessage keep;
    private final SmsMessages messages;
    private final Inbox inbox;
    private final Clock clock;

    @Inject
    public ForgetMessages(
            SmsOutbox outbox, KeepMessage keep, SmsMessages messages, Inbox inbox, Clock clock) {
        this.outbox = outbox;
        this.keep = keep;
        this.messages = messages;
        this.inbox = inbox;
        this.clock = clock;
    }

    public void forget(UserId user) {
        var now = clock.instant();
        for (var waiting : outbox.forget(user)) {
            keep.keep(SmsMessage.unopened(waiting, State.EXPIRED, "user deleted", now));
        }
        messages.forget(user);
        inbox.forget(user);
    }
}
