package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.guard.SendCount;
import org.userphone.domain.guard.SendCounts;

/**
 * The counts in the database. A key is held by the lock on its row. Missing rows are added first;
 * both statements go through the keys in their order, so that nobody waits for one who waits for
 * him. What changes is written with the next flush, all rows together.
 */
@Dependent
@Transactional
class JpaSendCounts implements SendCounts {

    private final EntityManager entityManager;

    @Inject
    JpaSendCounts(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public Map<String, SendCount> lock(Set<String> keys, Instant now) {
        var ordered = keys.stream().sorted().toList();
        boolean added = add(ordered, now);
        var rows = locked(ordered);
        while (rows.size() < ordered.size()) {
            // Another call removed one after it was found to be there.
            add(ordered, now);
            rows = locked(ordered);
        }
        if (added) {
            removeOld(ordered, now);
        }
        return rows.stream().collect(toMap(SendCountRow::key, SendCountRow::toCount));
    }

    @Override
    public Optional<SendCount> lockKept(String key) {
        return Optional.ofNullable(entityManager.find(SendCountRow.class, key, PESSIMISTIC_WRITE))
                .map(SendCountRow::toCount);
    }

    @Override
    public void keep(String key, SendCount count, Instant until) {
        entityManager.find(SendCountRow.class, key).become(count, until);
    }

    /** Native, because only the database can wait for another call that adds the same row. */
    private boolean add(List<String> keys, Instant now) {
        var insert =
                entityManager.createNativeQuery(
                        "insert into send_count (count_key, needed_until) values "
                                + String.join(", ", Collections.nCopies(keys.size(), "(?, ?)"))
                                + " on conflict do nothing");
        for (int i = 0; i < keys.size(); i++) {
            insert.setParameter(2 * i + 1, keys.get(i));
            insert.setParameter(2 * i + 2, now.atOffset(UTC));
        }
        return insert.executeUpdate() > 0;
    }

    private List<SendCountRow> locked(List<String> keys) {
        return entityManager
                .createQuery(
                        "select c from SendCountRow c where c.key in :keys order by c.key",
                        SendCountRow.class)
                .setParameter("keys", keys)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Only those that nobody holds, and none that this call holds itself. */
    private void removeOld(List<String> except, Instant now) {
        var old =
                entityManager
                        .createNativeQuery(
                                "select count_key from send_count where needed_until < ?"
                                        + " order by needed_until fetch first "
                                        + REMOVED_ON_THE_WAY
                                        + " rows only for update skip locked")
                        .setParameter(1, now.atOffset(UTC))
                        .getResultList();
        for (var key : old) {
            if (!except.contains(key)) {
                entityManager
                        .createNativeQuery("delete from send_count where count_key = ?")
                        .setParameter(1, key)
                        .executeUpdate();
            }
        }
    }
}
