package org.userphone.domain.idempotency;

import java.time.Duration;

/**
 * How long answers are kept.
 *
 * @param lifetime positive, counted from the answer; after it the key can be used for another call
 */
public record IdempotencyPolicy(Duration lifetime) {

    public IdempotencyPolicy {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("an answer is kept for some time");
        }
    }
}
