package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.userphone.domain.access.UserId;

/**
 * The stored records of all messages: of those that have left the outbox or were parked there, and
 * of those that wait in it.
 */
public interface SmsMessages {

    /** Stores the record of a message that leaves the outbox or is parked there. */
    void add(SmsMessage message);

    /** Removes the record of a message that is to be sent after all. */
    void remove(String id);

    /**
     * Stores attempts that led to nothing, in the transaction that records what came of a claim.
     *
     * @param attempts in their order
     */
    void addAttempts(ClaimedSms claimed, List<Attempt> attempts);

    /**
     * Locks the messages with these references, or with parts that have them, until the transaction
     * ends, and returns them with their parts. Other transactions that lock one of them wait.
     *
     * @param since messages that were promised before this time are left out, because providers
     *     reuse references
     */
    List<SmsMessage> lock(Collection<Reference> references, Instant since);

    /** Stores the status of messages that this transaction has locked, and that of their parts. */
    void update(List<SmsMessage> messages);

    /** The messages that a query asks for, without their parts, newest first. */
    List<SmsMessage> search(MessageQuery query);

    /**
     * The stored attempts of these messages by the ids of the messages, in their order; of each
     * message the latest {@value SmsStory#MAX_ATTEMPTS}.
     */
    Map<String, List<Attempt>> attempts(Collection<String> ids);

    /**
     * What the record says of these providers, by their names; a provider that was never asked is
     * left out.
     *
     * @param since attempts from this time on are counted by their outcome
     */
    Map<String, ProviderUse> use(Collection<String> providers, Instant since);

    /** As {@link #search}, with all attempts. */
    default List<SmsStory> stories(MessageQuery query) {
        var found = search(query);
        var failed = attempts(found.stream().map(SmsMessage::id).toList());
        return found.stream()
                .map(message -> SmsStory.of(message, failed.getOrDefault(message.id(), List.of())))
                .toList();
    }

    /** The sums of the messages that the query selects, by organisation and country in order. */
    List<SmsUsage> usage(UsageQuery query);

    /**
     * Removes the user from all messages that do not wait any more, and what the user could be
     * found by; what the messages cost stays.
     */
    void forget(UserId user);

    /**
     * Removes messages that were promised before a time and do not wait any more.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);

    /**
     * Removes attempts of messages that were promised before a time.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeAttemptsBefore(Instant time, int limit);
}
