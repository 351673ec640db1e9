package org.userphone.domain.idempotency;

import java.time.Instant;
import java.util.Optional;

/** The answers that are kept to be given again. What they hold is not readable where they lie. */
public interface Answers {

    /** Most answers that one call removes. */
    int MAX_REMOVED = 20;

    /**
     * Reserves a place until the transaction ends: others who ask for it wait for that. If nothing
     * is kept there then, they are the next.
     *
     * <p>Whoever finds nothing removes a few answers of other places that have expired, up to
     * {@value #MAX_REMOVED} and without waiting for anybody, so that no more pile up than are
     * added.
     *
     * @return what is kept there, unless it has expired
     * @throws IllegalStateException if the key that sealed it has been withdrawn
     */
    Optional<Answer> reserve(String place, Instant now);

    /** Keeps an answer at a place that this transaction has reserved. */
    void keep(String place, Answer answer, Instant expiresAt);
}
