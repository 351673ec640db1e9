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

/** One answer that is kept, or the place for one; fingerprint and text are sealed together. */
@Entity
@Table(name = "kept_answer")
class KeptAnswerRow {

    @Id private String place;

    private String sealed;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For JPA, and for nobody else: rows are added by {@link JpaAnswers#reserve}. */
    protected KeptAnswerRow() {}

    /**
     * Whether there is one decides the seal: clocks differ, and time is rounded on its way here.
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
