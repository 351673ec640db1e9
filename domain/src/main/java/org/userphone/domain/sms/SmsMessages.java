package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
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
    List<SmsMessage> hold(Collection<Reference> references, Instant since);

    /** Keeps what messages have become that are held. */
    void update(List<SmsMessage> messages);

    /**
     * The messages to a user, newest promise first.
     *
     * @param offset so many are left out
     */
    List<SmsMessage> of(UserId user, int offset, int limit);

    /**
     * What was promised from a time on and before another, summed per organisation and country, in
     * their order.
     *
     * @param organisation the only one, or all
     */
    List<SmsUsage> usage(Optional<OrganisationId> organisation, Instant from, Instant until);

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
