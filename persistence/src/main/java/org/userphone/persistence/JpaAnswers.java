package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.idempotency.Answer;
import org.userphone.domain.idempotency.Answers;
import org.userphone.domain.secret.Keyring;

/**
 * The answers in the database. A place is reserved by the lock on its row. If the row is missing,
 * it is inserted as one that has expired, so that other calls may remove it if no answer is kept.
 */
@Dependent
@Transactional
class JpaAnswers implements Answers {

    private final EntityManager entityManager;
    private final Keyring keys;

    @Inject
    JpaAnswers(EntityManager entityManager, Keyring keys) {
        this.entityManager = entityManager;
        this.keys = keys;
    }

    @Override
    public Optional<Answer> reserve(String place, Instant now) {
        var kept = locked(place, now).answer(keys, now);
        if (kept.isEmpty()) {
            removeExpired(place, now);
        }
        return kept;
    }

    /** Inserts and locks the row; repeats this if another call removes the row in between. */
    private KeptAnswerRow locked(String place, Instant now) {
        KeptAnswerRow row = null;
        while (row == null) {
            add(place, now);
            row = entityManager.find(KeptAnswerRow.class, place, PESSIMISTIC_WRITE);
        }
        return row;
    }

    /**
     * A native query, because only the database can wait for another transaction that inserts the
     * same row.
     */
    private void add(String place, Instant now) {
        entityManager
                .createNativeQuery(
                        "insert into kept_answer (place, expires_at) values (?, ?)"
                                + " on conflict do nothing")
                .setParameter(1, place)
                .setParameter(2, now.atOffset(UTC))
                .executeUpdate();
    }

    /**
     * Removes expired answers. It locks only rows that nobody else has locked, and does so after
     * its own row, so that no two transactions wait for each other. A native query, because JPA has
     * no {@code skip locked}.
     */
    private void removeExpired(String except, Instant now) {
        var expired =
                entityManager
                        .createNativeQuery(
                                "select place from kept_answer"
                                        + " where expires_at <= ? and place <> ?"
                                        + " order by expires_at fetch first "
                                        + MAX_REMOVED
                                        + " rows only for update skip locked")
                        .setParameter(1, now.atOffset(UTC))
                        .setParameter(2, except)
                        .getResultList();
        for (var place : expired) {
            remove(place);
        }
    }

    private void remove(Object place) {
        entityManager
                .createNativeQuery("delete from kept_answer where place = ?")
                .setParameter(1, place)
                .executeUpdate();
    }

    @Override
    public void keep(String place, Answer answer, Instant expiresAt) {
        entityManager.find(KeptAnswerRow.class, place).keep(answer, keys, expiresAt);
    }
}
