package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Failed;

/**
 * Messages that were promised and have not been taken over by a provider yet. A message is written
 * in the transaction that promises it, and leaves in the one that records its delivery.
 */
public interface SmsOutbox {

    /**
     * Claims messages that are due, oldest first, and commits the claim at once: for the time of
     * the lease nobody else gets them. One that no key opens any more is parked instead.
     *
     * @param unopened is told of each of these, before it is committed that they are parked
     */
    List<ClaimedSms> claimDue(Instant now, int limit, Duration lease, Consumer<SmsHeader> unopened);

    /**
     * Whether the claim is still the last one: nobody else has claimed the message since, and it
     * has not been settled.
     */
    boolean isHeld(ClaimedSms claimed);

    /**
     * Removes a message that was delivered or has become worthless.
     *
     * @return false if somebody else has claimed it since; nothing is removed then
     */
    boolean remove(ClaimedSms claimed);

    /**
     * Counts a failed attempt and makes the message due again at that time.
     *
     * @param failure the attempt; the provider that may have got the message is to be asked first
     *     in the next one
     * @return false if somebody else has claimed it since
     */
    boolean retryAt(ClaimedSms claimed, Instant due, Failed failure);

    /**
     * Keeps a message aside for an operator; it is not tried again.
     *
     * @param reason a word or two, without personal data
     * @return false if somebody else has claimed it since
     */
    boolean park(ClaimedSms claimed, String reason);

    /**
     * Removes parked messages that were promised before a time.
     *
     * @param limit so many at once
     * @return how many were removed
     */
    int removeParkedBefore(Instant time, int limit);

    /**
     * Removes every message to a user, claimed or not.
     *
     * @return those that waited; what was parked is recorded already
     */
    List<SmsHeader> forget(UserId user);

    /**
     * When the message that has waited longest was promised, claimed or not; empty if none waits.
     */
    Optional<Instant> oldest();
}
