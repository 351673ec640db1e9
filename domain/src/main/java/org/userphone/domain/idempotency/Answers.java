package org.userphone.domain.idempotency;

import java.time.Instant;
import java.util.Optional;

/** The stored answers to calls that have an idempotency key. They are encrypted. */
public interface Answers {

    /** How many expired answers one call removes at most. */
    int MAX_REMOVED = 20;

    /**
     * Reserves a place for an answer until the transaction ends. Other calls that reserve the same
     * place wait until then; if no answer was kept, the next of them has it.
     *
     * <p>A call that finds no answer removes up to {@value #MAX_REMOVED} expired answers of other
     * places, without waiting for anybody, so that no more accumulate than are added.
     *
     * @param place the digest of a caller and an idempotency key
     * @return the answer that is kept there, unless it has expired
     * @throws IllegalStateException if the key that encrypted the answer is no longer configured
     */
    Optional<Answer> reserve(String place, Instant now);

    /** Stores an answer at a place that this transaction has reserved. */
    void keep(String place, Answer answer, Instant expiresAt);
}
