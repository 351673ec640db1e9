package org.userphone.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.secret.SealedThings.Kind;
import org.userphone.domain.settings.Settings;

/**
 * Which of the keys of the installation still seal something. A key that does must not be taken out
 * of {@code userphone.keys}: the start is refused then, unless the operator gives up what it seals.
 * What an old key seals for long, the keys of users and the settings of SMS providers, is sealed
 * again by the first key after the start; codes, SMS and kept answers end by themselves.
 */
@ApplicationSingleton
class KeyUse {

    private static final Logger LOG = System.getLogger(KeyUse.class.getName());
    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    /** How many rows are sealed again in one transaction. */
    static final int BATCH = 500;

    /** A column of sealed texts that stay for long, and what their keys are derived for. */
    private record Lasting(String table, String column, Purpose purpose) {}

    private static final List<Lasting> LASTING =
            List.of(
                    new Lasting("user_account", "event_key", Purpose.USER_KEY),
                    new Lasting("sms_provider", "sealed", Purpose.PROVIDER));

    private final DataSource database;
    private final Keyring keys;
    private final Settings settings;
    private volatile boolean isStopped;

    @Inject
    KeyUse(DataSource database, Keyring keys, Settings settings) {
        this.database = database;
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * Refuses the start if a key is missing that still seals something. The tables must be up to
     * date.
     *
     * @return a sentence for each key on which something hangs
     * @throws StartRefused with how many things hang on which key
     */
    List<String> check() {
        return check(settings.find("userphone.keys.dropped", KeyUse::ids).orElse(Set.of()));
    }

    /**
     * @param dropped the ids of keys whose things the operator gives up
     */
    List<String> check(Set<String> dropped) {
        return counts().entrySet().stream()
                .map(key -> check(key.getKey(), told(key.getValue()), dropped))
                .toList();
    }

    private String check(String key, String things, Set<String> dropped) {
        if (keys.isFirst(key)) {
            return "The key %s seals %s.".formatted(key, things);
        }
        if (keys.holds(key)) {
            return logged(Level.INFO, "The old key %s still seals %s.".formatted(key, things));
        }
        if (dropped.contains(key)) {
            return logged(
                    Level.WARNING,
                    "The key %s is given up, and with it %s.".formatted(key, things));
        }
        throw new StartRefused(
                "The key %1$s is missing in userphone.keys and still seals %2$s: add it, or give them up by userphone.keys.dropped=%1$s."
                        .formatted(key, things));
    }

    private static String logged(Level level, String sentence) {
        LOG.log(level, sentence);
        return sentence;
    }

    private static Set<String> ids(String text) {
        return new TreeSet<>(Stream.of(text.split(",")).map(String::strip).toList());
    }

    private static String told(Map<Kind, Long> things) {
        return things.entrySet().stream()
                .map(thing -> thing.getValue() + " " + thing.getKey())
                .collect(Collectors.joining(", "));
    }

    /** As {@link JpaSealedThings}, but however long it takes: a start waits for it. */
    Map<String, Map<Kind, Long>> counts() {
        var counts = new TreeMap<String, Map<Kind, Long>>();
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 0); // the pool takes this back
            for (var table : SealedColumns.ALL) {
                table.add(rows(connection, table), counts);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return counts;
    }

    private static List<Object[]> rows(Connection connection, SealedColumns table)
            throws SQLException {
        var found = new ArrayList<Object[]>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(table.query())) {
            while (rows.next()) {
                var row = new Object[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                found.add(row);
            }
        }
        return found;
    }

    /** Begins to seal again what old keys seal, on a thread of the server. */
    void begin(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        ManagedExecutorService executor = InitialContext.doLookup(EXECUTOR);
        executor.execute(this::resealAll);
    }

    /** Begins no further batch. */
    void end(@Observes @Priority(ApplicationEnd.WORKERS) ApplicationEnd end) {
        isStopped = true;
    }

    private void resealAll() {
        try {
            int resealed = reseal();
            if (resealed > 0) {
                LOG.log(Level.INFO, "{0} things are sealed by the first key now.", resealed);
            }
        } catch (RuntimeException e) { // the boundary to the thread
            LOG.log(Level.WARNING, "What old keys seal could not be sealed again.", e);
        }
    }

    /** Seals by the first key what the other keys of the keyring seal, and returns how much. */
    int reseal() {
        int resealed = 0;
        for (var lasting : LASTING) {
            for (var old : keys.oldIds()) {
                List<Row> batch;
                var last = "";
                do {
                    batch = isStopped ? List.of() : reseal(lasting, old, last);
                    resealed += batch.size();
                    last = batch.isEmpty() ? last : batch.get(batch.size() - 1).id();
                } while (batch.size() == BATCH);
            }
        }
        return resealed;
    }

    private record Row(String id, String sealed) {}

    /**
     * Goes on behind the last row of the batch before, so that all batches read the table once. A
     * text that somebody else changes meanwhile is left to them: they seal by the first key.
     */
    private List<Row> reseal(Lasting lasting, String old, String last) {
        var update =
                "update %1$s set %2$s = ? where id = ? and %2$s = ?"
                        .formatted(lasting.table(), lasting.column());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 0);
            var rows = rows(connection, lasting, old, last);
            try (var statement = connection.prepareStatement(update)) {
                for (var row : rows) {
                    statement.setString(1, keys.reseal(lasting.purpose(), row.id(), row.sealed()));
                    statement.setString(2, row.id());
                    statement.setString(3, row.sealed());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Row> rows(Connection connection, Lasting texts, String old, String last)
            throws SQLException {
        var query =
                "select id, %2$s from %1$s where id > ? and substring(%2$s, 1, %3$d) = ?"
                        .concat(" order by id limit %4$d")
                        .formatted(texts.table(), texts.column(), old.length() + 1, BATCH);
        var found = new ArrayList<Row>();
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, last);
            statement.setString(2, old + ":");
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return found;
    }
}
