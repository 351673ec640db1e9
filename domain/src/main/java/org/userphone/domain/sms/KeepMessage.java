package org.userphone.domain.sms;

import jakarta.inject.Inject;
import org.userphone.domain.Collaborator;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.user.Users;

/** Keeps the record of a message that has left the outbox, as far as is known by then. */
@Collaborator
public class KeepMessage {

    private final Users users;
    private final SmsMessages messages;
    private final EarlyReceipts early;
    private final SmsEvents events;

    @Inject
    public KeepMessage(Users users, SmsMessages messages, EarlyReceipts early, SmsEvents events) {
        this.users = users;
        this.messages = messages;
        this.early = early;
        this.events = events;
    }

    /** Its receipt may have come before; its user may be gone, and is not to come back here. */
    public void keep(SmsMessage message) {
        var receipt = message.reference().flatMap(early::take);
        var known = receipt.map(message::settledBy).orElse(message);
        messages.add(known.user().flatMap(users::find).isPresent() ? known : known.withoutUser());
        events.changed(known);
        if (receipt.isPresent()) {
            events.received(Outcome.APPLIED, 1);
        }
    }

    /**
     * The same for one that no key opens, and so perhaps its user neither, who is not looked for:
     * who is deleted meanwhile is taken out of the record.
     */
    public void keepUnopened(SmsMessage message) {
        messages.add(message);
        events.changed(message);
    }
}
