package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;

/**
 * How the outbox is drained.
 *
 * @param batch most messages claimed at once
 * @param lease how long a claim lasts; longer than a batch takes to send
 * @param backoff wait after the first failure, doubled with each further one
 * @param longestBackoff where the doubling ends, not before it begins
 * @param attempts failures after which a message is parked
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

    /** When to try again after so many failures, this one included. */
    Instant next(Instant now, int failures) {
        var wait = backoff.multipliedBy(1L << Math.min(failures - 1, 30));
        return now.plus(wait.compareTo(longestBackoff) < 0 ? wait : longestBackoff);
    }
}
