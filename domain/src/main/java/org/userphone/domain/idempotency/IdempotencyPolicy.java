package org.userphone.domain.idempotency;

import java.time.Duration;

/**
 * How long answers are kept to be given again.
 *
 * @param lifetime counted from the answer; after it the key is as good as new
 */
public record IdempotencyPolicy(Duration lifetime) {

    public IdempotencyPolicy {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("an answer is kept for some time");
        }
    }
}
