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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.userphone.domain.guard.ClearedCount;
import org.userphone.domain.guard.Fill;
import org.userphone.domain.guard.SendCount;
import org.userphone.domain.guard.SendCounts;
import org.userphone.domain.user.EventPosition;

/**
 * The counts in the database. A count is locked by the lock on its row. Every statement visits the
 * keys in sorted order, so that no two transactions wait for each other. Changed counts are written
 * together by the next flush.
 *
 * <p>On PostgreSQL, one statement inserts the missing rows and locks all of them. H2 cannot do
 * that: there the rows are inserted first and locked then.
 */
@Dependent
@Transactional
class JpaSendCounts implements SendCounts {

    private final EntityManager entityManager;
    private final SearchTimeout timeout;
    private final boolean isPostgreSql;

    @Inject
    JpaSendCounts(EntityManager entityManager, SearchTimeout timeout, DatabaseSettings settings) {
        this.entityManager = entityManager;
        this.timeout = timeout;
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

    /**
     * Inserts the missing rows and locks the others by an update that changes nothing; returns all
     * of them.
     */
    @SuppressWarnings("unchecked") // native queries are untyped
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
            // Another transaction has removed one of the rows in between.
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
    public void keep(String key, SendCount count, Instant until, Fill fill) {
        entityManager.find(SendCountRow.class, key).become(count, until, fill);
    }

    @Override
    public Map<String, SendCount> find(Set<String> keys) {
        var found = new HashMap<String, SendCount>();
        keys.forEach(key -> found.put(key, SendCount.NONE));
        if (!keys.isEmpty()) {
            entityManager
                    .createQuery(
                            "select c from SendCountRow c where c.key in :keys", SendCountRow.class)
                    .setParameter("keys", keys)
                    .getResultStream()
                    .forEach(row -> found.put(row.key(), row.toCount()));
        }
        return found;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A native query, because PostgreSQL uses the index of the fullest only if the least share
     * stands in the text of the query.
     */
    @Override
    public List<FoundCount> fullest(boolean refusing, Instant now, int offset, int limit) {
        var query =
                entityManager.createNativeQuery(
                        "select * from send_count where "
                                + (refusing
                                        ? "refused_until > ? order by refused_until"
                                        : "fill_ppm >= "
                                                + Fill.MIN_PPM
                                                + " and needed_until >= ? order by fill_ppm")
                                + " desc, count_key desc offset "
                                + offset
                                + " rows fetch first "
                                + limit
                                + " rows only",
                        SendCountRow.class);
        query.setParameter(1, now.atOffset(UTC));
        return timeout.within(entityManager, query, search -> rows(search))
                .map(row -> new FoundCount(row.key(), row.toCount()))
                .toList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static Stream<SendCountRow> rows(Query query) {
        return ((List<SendCountRow>) query.getResultList()).stream();
    }

    /** Nothing is needed of the row any more, so that it is removed with the old ones. */
    @Override
    public Optional<EventPosition> clear(ClearedCount cleared) {
        var row = entityManager.find(SendCountRow.class, cleared.key(), PESSIMISTIC_WRITE);
        if (row == null) {
            return Optional.empty();
        }
        row.become(SendCount.NONE, cleared.at(), Fill.NONE);
        var position =
                InstanceRow.record(
                        entityManager,
                        cleared.at(),
                        cleared.editor(),
                        ClearedCount.TYPE,
                        cleared.payload());
        entityManager.flush();
        return Optional.of(position);
    }

    /**
     * A native query, because only the database can wait for another transaction that inserts the
     * same row.
     */
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

    /**
     * Removes counts that are no longer needed: only those that nobody has locked, and none that
     * this call has locked itself.
     */
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
