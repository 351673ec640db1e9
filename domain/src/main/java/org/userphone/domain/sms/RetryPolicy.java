package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import org.userphone.domain.sms.Delivery.Failed;

/**
 * How the outbox is drained.
 *
 * @param batch most messages claimed at once
 * @param lease how long a claim lasts; longer than a batch takes to send
 * @param backoff wait after the first failure, doubled with each further one
 * @param longestBackoff where the doubling ends, not before it begins
 * @param attempts failures after which a message is parked, unless they are endless
 */
public record RetryPolicy(
        int batch, Duration lease, Duration backoff, Duration longestBackoff, int attempts) {

    public RetryPolicy {
        if (batch < 1 || attempts < 1) {
            throw new IllegalArgumentException("batch and attempts are at least 1");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0
                || backoff.isNegative()
                || backoff.isZero()) {
            throw new IllegalArgumentException(
                    "a lease takes at least a second, a backoff some time");
        }
        if (longestBackoff.compareTo(backoff) < 0) {
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
        return now.plus(shorter(longestBackoff, wait.compareTo(backoff) < 0 ? backoff : wait));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
