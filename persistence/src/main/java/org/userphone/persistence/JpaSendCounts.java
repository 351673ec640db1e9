package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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
 * The counts in the database. A key is held by the lock on its row. Every statement goes through
 * the keys in their order, so that nobody waits for one who waits for him. What changes is written
 * with the next flush, all rows together.
 *
 * <p>PostgreSQL adds the missing rows and holds all of them in one statement; the embedded database
 * cannot, and adds them first.
 */
@Dependent
@Transactional
class JpaSendCounts implements SendCounts {

    private final EntityManager entityManager;
    private final boolean isPostgreSql;

    @Inject
    JpaSendCounts(EntityManager entityManager, DatabaseSettings settings) {
        this.entityManager = entityManager;
        this.isPostgreSql = settings.isPostgreSql();
    }

    @Override
    public Map<String, SendCount> lock(Set<String> keys, Instant now) {
        var ordered = keys.stream().sorted().toList();
        var rows = isPostgreSql ? held(ordered, now) : addedAndLocked(ordered, now);
        if (rows.stream().anyMatch(SendCountRow::isNew)) {
            removeOld(ordered, now);
        }
        return rows.stream().collect(toMap(SendCountRow::key, SendCountRow::toCount));
    }

    /** An update that changes nothing holds a row that is there, and answers what is in it. */
    @SuppressWarnings("unchecked") // what JPA says of a native query
    private List<SendCountRow> held(List<String> keys, Instant now) {
        var statement =
                insert(keys.size())
                        + " on conflict (count_key) do update set counted = send_count.counted"
                        + " returning *";
        return bound(entityManager.createNativeQuery(statement, SendCountRow.class), keys, now)
                .setHint("eclipselink.refresh", "true")
                .getResultList();
    }

    private List<SendCountRow> addedAndLocked(List<String> keys, Instant now) {
        add(keys, now);
        var rows = locked(keys);
        while (rows.size() < keys.size()) {
            // Another call removed one after it was found to be there.
            add(keys, now);
            rows = locked(keys);
        }
        return rows;
    }

    @Override
    public Optional<SendCount> lockExisting(String key) {
        return Optional.ofNullable(entityManager.find(SendCountRow.class, key, PESSIMISTIC_WRITE))
                .map(SendCountRow::toCount);
    }

    @Override
    public void keep(String key, SendCount count, Instant until) {
        entityManager.find(SendCountRow.class, key).become(count, until);
    }

    /** Native, because only the database can wait for another call that adds the same row. */
    private void add(List<String> keys, Instant now) {
        bound(
                        entityManager.createNativeQuery(
                                insert(keys.size()) + " on conflict do nothing"),
                        keys,
                        now)
                .executeUpdate();
    }

    private static String insert(int rows) {
        return "insert into send_count (count_key, needed_until) values "
                + String.join(", ", Collections.nCopies(rows, "(?, ?)"));
    }

    private static Query bound(Query insert, List<String> keys, Instant now) {
        for (int i = 0; i < keys.size(); i++) {
            insert.setParameter(2 * i + 1, keys.get(i));
            insert.setParameter(2 * i + 2, now.atOffset(UTC));
        }
        return insert;
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
                                        + MAX_REMOVED
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
