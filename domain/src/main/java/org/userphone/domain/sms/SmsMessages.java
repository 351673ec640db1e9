package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.userphone.domain.access.UserId;

/** The stored records of all messages that have left the outbox or were parked there. */
public interface SmsMessages {

    void add(SmsMessage message);

    /**
     * Locks the messages with these references until the transaction ends, and returns them. Other
     * transactions that lock one of them wait.
     *
     * @param since messages that were promised before this time are left out, because providers
     *     reuse references
     */
    List<SmsMessage> lock(Collection<Reference> references, Instant since);

    /** Stores the status of messages that this transaction has locked. */
    void update(List<SmsMessage> messages);

    /**
     * The messages to a user, in the order of their promise, newest first.
     *
     * @param offset how many of the newest to leave out
     * @param limit how many to return at most
     */
    List<SmsMessage> of(UserId user, int offset, int limit);

    /** The sums of the messages that the query selects, by organisation and country in order. */
    List<SmsUsage> usage(UsageQuery query);

    /** Removes the user from all messages; what the messages cost stays. */
    void forget(UserId user);

    /**
     * Removes messages that were promised before a time.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);
}
