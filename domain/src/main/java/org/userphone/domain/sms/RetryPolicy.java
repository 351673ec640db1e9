package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import org.userphone.domain.sms.Delivery.Failed;

/**
 * How messages in the outbox are sent and tried again.
 *
 * @param workers how many messages each node sends at the same time, at least 1
 * @param lease how long a claim lasts, at least a second; it must be longer than sending two
 *     messages takes
 * @param backoff how long to wait after the first failure, positive; the wait doubles with each
 *     further failure
 * @param maxBackoff the longest wait, not shorter than the first
 * @param attempts failures after which a message is parked, at least 1; this does not hold for
 *     failures that are endless
 */
public record RetryPolicy(
        int workers, Duration lease, Duration backoff, Duration maxBackoff, int attempts) {

    private static final int SPREAD = 1000;

    public RetryPolicy {
        if (workers < 1 || attempts < 1) {
            throw new IllegalArgumentException("workers and attempts are at least 1");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0
                || backoff.isNegative()
                || backoff.isZero()) {
            throw new IllegalArgumentException(
                    "a lease takes at least a second, a backoff some time");
        }
        if (maxBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException("the longest backoff is not shorter than the first");
        }
    }

    /**
     * The time of the next attempt after so many failures, this one included. A wait that the
     * provider asks for is limited to the range from the first to the longest backoff, so that the
     * provider is not asked all the time and the code does not expire meanwhile.
     */
    public Instant next(Instant now, int failures, Failed last) {
        var wait = last.retryAfter().orElse(backoff.multipliedBy(1L << Math.min(failures - 1, 30)));
        return now.plus(shorter(maxBackoff, wait.compareTo(backoff) < 0 ? backoff : wait));
    }

    /**
     * As {@link #next(Instant, int, Failed)}, with jitter: up to a quarter of the wait earlier, or
     * later if the provider asked for the wait, so that messages that failed together are not tried
     * together again. The jitter is derived from the id of the message.
     */
    public Instant next(Instant now, int failures, Failed last, Sms sms) {
        var wait = Duration.between(now, next(now, failures, last));
        var spread =
                wait.multipliedBy(Math.floorMod(sms.id().hashCode(), SPREAD)).dividedBy(4 * SPREAD);
        return now.plus(last.retryAfter().isEmpty() ? wait.minus(spread) : wait.plus(spread));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
