package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.idempotency.Answer;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;

/**
 * An answer under an idempotency key, or the place for one. The fingerprint and the text are
 * encrypted together.
 */
@Entity
@Table(name = "kept_answer")
class KeptAnswerRow {

    @Id private String place;

    private String sealed;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For JPA. Rows are inserted by {@link JpaAnswers#reserve}. */
    protected KeptAnswerRow() {}

    /**
     * The answer; empty if none is kept or it has expired. A row without a sealed text has no
     * answer, even if it seems not to have expired: the clocks of nodes differ, and the database
     * rounds times.
     */
    Optional<Answer> answer(Keyring keys, Instant now) {
        if (sealed == null || !expiresAt.isAfter(now)) {
            return Optional.empty();
        }
        String[] opened = keys.open(Purpose.ANSWER, place, sealed).split("\n", 2);
        return Optional.of(new Answer(opened[0], opened[1]));
    }

    void keep(Answer answer, Keyring keys, Instant until) {
        sealed = keys.seal(Purpose.ANSWER, place, answer.fingerprint() + '\n' + answer.text());
        expiresAt = until;
    }
}
