package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import org.userphone.domain.sms.Delivery.Failed;

/**
 * How the outbox is drained.
 *
 * @param workers most messages under way at once, in each node
 * @param lease how long a claim lasts; longer than two messages take to be sent
 * @param backoff wait after the first failure, doubled with each further one
 * @param maxBackoff where the doubling ends, not before it begins
 * @param attempts failures after which a message is parked, unless they are endless
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
     * When to try again after so many failures, this one included. What the provider asks for is
     * kept to between the first backoff and the longest: it must not be asked all the time, and a
     * code does not live long.
     */
    public Instant next(Instant now, int failures, Failed last) {
        var wait = last.retryAfter().orElse(backoff.multipliedBy(1L << Math.min(failures - 1, 30)));
        return now.plus(shorter(maxBackoff, wait.compareTo(backoff) < 0 ? backoff : wait));
    }

    /**
     * As {@link #next(Instant, int, Failed)}, and up to a quarter earlier, or later if the provider
     * asked for a wait: messages that failed together do not come back together. Which of them
     * comes when follows from its id.
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
