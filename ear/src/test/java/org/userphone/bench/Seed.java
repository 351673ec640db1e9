package org.userphone.bench;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;

/**
 * Makes many users out of one, and many events: rows as the program wrote that one's, each sealed
 * by the project's own code with a key of its own.
 */
final class Seed {

    private static final int LINES = 20_000;

    /** Users that are made at a time: what is in between takes room on disk, too. */
    private static final int CLONES = 500_000;

    private static final Map<String, String> OWN =
            Map.of(
                    "id", "c.id",
                    "username", "c.id",
                    "username_key", "c.id",
                    "email", "c.id || '@example.com'",
                    "email_key", "c.id || '@example.com'",
                    "event_key", "c.event_key",
                    "phone", "c.phone",
                    "phone_reversed", "reverse(c.phone)",
                    "phone_verified", "true");

    private final Connection database;
    private final Keyring keys;
    private final String template;

    /**
     * @param template a user that the program has added
     */
    Seed(Connection database, Keyring keys, String template) {
        this.database = database;
        this.keys = keys;
        this.template = template;
    }

    /** Adds the users from one number up to another, each with as many events as the template. */
    void users(int from, int to, IntFunction<String> name) throws Exception {
        var payloads = payloads();
        var made = madeAnew();
        made.keySet().forEach(this::runIt);
        run(
                "create temp table clone (id varchar, phone varchar, event_key varchar, said varchar[])");
        for (int begin = from; begin < to; begin += CLONES) {
            int end = Math.min(begin + CLONES, to);
            copy("clone", begin, end, number -> line(name.apply(number), number, payloads));
            run(
                    "insert into user_account (%s) select %s from user_account t, clone c where t.id = '%s'",
                    columns("user_account", Map.of()), columns("user_account", OWN), template);
            var said = Map.of("user_id", "c.id", "payload", "c.said[t.sequence]");
            run(
                    "insert into user_event (%s) select %s from user_event t, clone c where t.user_id = '%s'",
                    columns("user_event", Map.of()), columns("user_event", said), template);
            run("truncate clone");
        }
        run("set maintenance_work_mem = '1GB'");
        made.values().forEach(this::runIt);
        settle("drop table clone");
    }

    /**
     * Constraints and indexes that are dropped and made anew afterwards, which is faster than to
     * keep them: by what drops each, what makes it.
     */
    private Map<String, String> madeAnew() throws SQLException {
        var made = new LinkedHashMap<String, String>();
        for (var table : List.of("user_account", "user_event")) {
            pairs(
                            "select conname, pg_get_constraintdef(oid) from pg_constraint"
                                    + " where conrelid = '%s'::regclass and contype in ('p', 'u')",
                            table)
                    .forEach(
                            (name, definition) ->
                                    made.put(
                                            "alter table %s drop constraint %s"
                                                    .formatted(table, name),
                                            "alter table %s add constraint %s %s"
                                                    .formatted(table, name, definition)));
            pairs(
                            "select indexname, indexdef from pg_indexes where tablename = '%s'"
                                    + " and indexname not in (select conname from pg_constraint)",
                            table)
                    .forEach((name, definition) -> made.put("drop index " + name, definition));
        }
        return made;
    }

    private Map<String, String> pairs(String sql, String table) throws SQLException {
        var pairs = new LinkedHashMap<String, String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql.formatted(table))) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }

    private void runIt(String sql) {
        try {
            run(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String line(String id, int number, List<String> payloads) {
        var key = keys.generate();
        var own = keys.read(key);
        var said =
                IntStream.range(0, payloads.size())
                        .mapToObj(i -> '"' + sealed(own, id, i + 1, payloads.get(i)) + '"')
                        .collect(joining(",", "{", "}"));
        var sealedKey = keys.seal(Purpose.USER_KEY, id, key);
        return String.join("\t", id, People.number(number), sealedKey, said);
    }

    /** Gives the template so many events, by repeating its last two. */
    void events(int count) throws Exception {
        var payloads = payloads();
        var own = eventKey();
        int last = payloads.size();
        run("create temp table more (sequence bigint, payload varchar)");
        copy(
                "more",
                last + 1,
                count + 1,
                sequence -> {
                    var payload = payloads.get(last - 1 - (last + count - sequence) % 2);
                    return sequence + "\t" + sealed(own, template, sequence, payload);
                });
        var next = Map.of("sequence", "m.sequence", "payload", "m.payload");
        run(
                "insert into user_event (%s) select %s from user_event t, more m where t.user_id = '%s'"
                        + " and t.sequence = %d - (%d - m.sequence) %% 2",
                columns("user_event", Map.of()),
                columns("user_event", next),
                template,
                last,
                last + count);
        run(
                "update user_account set last_sequence = %d, last_seen_sequence = %d where id = '%s'",
                count, count, template);
        settle("drop table more");
    }

    private static String sealed(Keyring own, String user, long sequence, String payload) {
        return payload.isEmpty() ? "{}" : own.seal(Purpose.EVENT, user + "/" + sequence, payload);
    }

    /** What the template's events say; nothing if they say nothing. */
    private List<String> payloads() throws SQLException {
        var own = eventKey();
        var sealed =
                strings(
                        "select payload from user_event where user_id = '%s' order by sequence"
                                .formatted(template));
        return IntStream.range(0, sealed.size())
                .mapToObj(i -> said(own, template + "/" + (i + 1), sealed.get(i)))
                .toList();
    }

    private static String said(Keyring own, String place, String sealed) {
        return sealed.equals("{}") ? "" : own.open(Purpose.EVENT, place, sealed);
    }

    private Keyring eventKey() throws SQLException {
        var sealed =
                strings("select event_key from user_account where id = '%s'".formatted(template));
        return keys.read(keys.open(Purpose.USER_KEY, template, sealed.get(0)));
    }

    private String columns(String table, Map<String, String> own) throws SQLException {
        var all =
                strings(
                        "select column_name from information_schema.columns where table_name = '"
                                + table
                                + "' order by ordinal_position");
        return all.stream()
                .map(column -> own.isEmpty() ? column : own.getOrDefault(column, "t." + column))
                .collect(joining(", "));
    }

    private void copy(String table, int from, int to, IntFunction<String> line) throws Exception {
        var copy =
                database.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table + " from stdin");
        for (int begin = from; begin < to; begin += LINES) {
            var text =
                    IntStream.range(begin, Math.min(begin + LINES, to))
                            .parallel()
                            .mapToObj(line)
                            .collect(joining("\n", "", "\n"))
                            .getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(text, 0, text.length);
        }
        copy.endCopy();
    }

    /** Afterwards the database has nothing left to do that would be counted. */
    private void settle(String last) throws SQLException {
        run(last);
        run("vacuum analyze");
        run("checkpoint");
    }

    private void run(String sql, Object... values) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(values.length == 0 ? sql : sql.formatted(values));
        }
    }

    private List<String> strings(String sql) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
