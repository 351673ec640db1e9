package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.userphone.domain.access.UserId;

/** The record of every message that has left the outbox or was set aside there. */
public interface SmsMessages {

    void add(SmsMessage message);

    /**
     * The messages that providers may still speak of, held until the transaction ends: who asks for
     * the same ones waits.
     *
     * @param since those promised before are left out, because providers count from the beginning
     *     again at some time
     */
    List<SmsMessage> lock(Collection<Reference> references, Instant since);

    /** Keeps what messages have become that are held. */
    void update(List<SmsMessage> messages);

    /**
     * The messages to a user, newest promise first.
     *
     * @param offset so many are left out
     */
    List<SmsMessage> of(UserId user, int offset, int limit);

    /** The sums of the messages that the query selects, by organisation and country in order. */
    List<SmsUsage> usage(UsageQuery query);

    /** Lets the messages to a user be nobody's; what they cost stays. */
    void forget(UserId user);

    /**
     * Removes messages that were promised before a time.
     *
     * @param limit so many at once
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);
}
