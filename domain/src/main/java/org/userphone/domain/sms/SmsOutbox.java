package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Failed;

/**
 * The messages that are promised and that no provider has accepted yet. A message is stored in the
 * transaction that promises it, and removed in the one that records its delivery.
 */
public interface SmsOutbox {

    /**
     * Claims messages that are due, oldest first, and commits the claim at once. Until the lease
     * ends, no other worker gets them. A message that cannot be decrypted is parked instead.
     *
     * @param limit how many to claim at most
     * @param unopened is given the record of each message that cannot be decrypted, in the
     *     transaction that parks it
     */
    List<ClaimedSms> claimDue(
            Instant now, int limit, Duration lease, Consumer<SmsMessage> unopened);

    /**
     * Claims one message, parked or not, until the transaction ends.
     *
     * @return empty if it is not in the outbox or cannot be decrypted
     * @throws Rejection with {@link Reason#SMS_MESSAGE_BEING_SENT} if a worker may be sending it
     */
    Optional<ClaimedSms> claim(String id, Instant now);

    /** Makes a message due, parked or not, as if none of its attempts had failed. */
    void send(ClaimedSms claimed, Instant due);

    /**
     * As {@link #send}.
     *
     * @param provider is asked first
     */
    void sendBy(ClaimedSms claimed, Instant due, String provider);

    /**
     * Whether this claim is still the current one: no other worker has claimed the message since,
     * and it has been neither removed nor parked nor made due again.
     */
    boolean isHeld(ClaimedSms claimed);

    /**
     * Removes a message that was accepted by a provider or is of no use any more.
     *
     * @return false, and nothing is removed, if another worker has claimed the message since
     */
    boolean remove(ClaimedSms claimed);

    /**
     * Counts a failed attempt, and makes the message due again at a time. Its record tells the
     * reason until the next attempt.
     *
     * @param failure the failed attempt; the provider that may have received the message is asked
     *     first in the next one
     * @return false, and nothing is changed, if another worker has claimed the message since
     */
    boolean retryAt(ClaimedSms claimed, Instant due, Failed failure);

    /**
     * Parks a message: it stays for an operator to look at and is not tried again.
     *
     * @param reason a word or two without personal data
     * @return false, and nothing is changed, if another worker has claimed the message since
     */
    boolean park(ClaimedSms claimed, String reason);

    /**
     * Removes parked messages that were promised before a time.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeParkedBefore(Instant time, int limit);

    /**
     * Removes all messages to a user, claimed or not.
     *
     * @return the records of those that were waiting; parked ones are recorded already
     */
    List<SmsMessage> forget(UserId user);

    /** When the oldest waiting message was promised, claimed or not; empty if none waits. */
    Optional<Instant> oldest();

    /**
     * A message that waits.
     *
     * @param inDoubtAt the provider that is asked first, because it may have received the message
     *     or an operator wants it
     */
    record Waiting(Sms sms, Optional<String> inDoubtAt) {}

    /**
     * The messages that wait and are due first, claimed or not. They stay as they are; those that
     * cannot be decrypted are left out.
     */
    List<Waiting> peek(int limit);

    /** How many messages wait, claimed or not. */
    int waiting();
}
