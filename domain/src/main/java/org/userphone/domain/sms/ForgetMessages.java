package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.Collaborator;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.SmsMessage.State;

/**
 * Removes the personal data in the messages to a user who is deleted. That there were messages, and
 * what they cost, stays. Messages that still wait are recorded as not sent; one that a worker is
 * sending at that moment may arrive nevertheless.
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
            keep.keep(waiting.ended(State.EXPIRED, "user deleted", now));
        }
        messages.forget(user);
        inbox.forget(user);
    }
}
