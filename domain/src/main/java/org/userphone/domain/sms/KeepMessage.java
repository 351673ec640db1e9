package org.userphone.domain.sms;

import jakarta.inject.Inject;
import org.userphone.domain.Collaborator;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.user.Users;

/** Stores the record of a message that has left the outbox or was parked there. */
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

    /**
     * Stores a message together with its receipts, if some arrived before. A message to a user who
     * has been deleted is stored without its user.
     */
    public void keep(SmsMessage message) {
        var receipts =
                message.references().stream().flatMap(one -> early.take(one).stream()).toList();
        var known = message;
        for (var receipt : receipts) {
            known = known.settledBy(receipt);
        }
        messages.add(known.user().flatMap(users::find).isPresent() ? known : known.withoutUser());
        events.changed(known);
        if (!receipts.isEmpty()) {
            events.received(Outcome.APPLIED, receipts.size());
        }
    }

    /**
     * Stores a message that cannot be decrypted, without looking up its user: if the user is
     * deleted later, the user is removed from the record then.
     */
    public void keepUnopened(SmsMessage message) {
        messages.add(message);
        events.changed(message);
    }
}
