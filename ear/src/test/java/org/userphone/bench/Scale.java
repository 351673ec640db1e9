package org.userphone.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a large installation takes: the room of its tables, how the database plans each statement
 * that the program has sent, and what a steady number of sets a second costs.
 */
final class Scale {

    private static final Duration STEADY = Duration.ofSeconds(20);
    private static final int CLIENTS = 16;

    /** Tables that grow with the users; none of them is ever to be read from end to end. */
    private static final Pattern READ_WHOLE =
            Pattern.compile("Seq Scan on (user_account|user_event)\\b");

    private static final String TABLES =
            """
            select rpad(relname, 24) || lpad(to_char(reltuples::bigint, 'FM999,999,999,999'), 16)
                || lpad(pg_size_pretty(pg_table_size(oid)), 12)
                || lpad(pg_size_pretty(pg_indexes_size(oid)), 12)
            from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                and reltuples > 0
            order by pg_total_relation_size(oid) desc limit 6
            """;

    /** What the program sent for calls, time and again, by the time that it took. */
    private static final String STATEMENTS =
            """
            select query from pg_stat_statements
            where query ~* '^(select|update|delete|with)' and calls > 100
                and query not like '%pg_stat_statements%'
            order by total_exec_time desc
            """;

    private static final String LOG_POSITION =
            "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint";

    private final Installation program;
    private final People people;

    /**
     * @param people all users that there are
     */
    Scale(Installation program, People people) {
        this.program = program;
        this.people = people;
    }

    /**
     * @param rates sets a second; nothing is measured where there are none
     * @throws IllegalStateException if the database would read a large table from end to end
     */
    String run(List<Integer> rates) throws Exception {
        if (rates.isEmpty()) {
            return "";
        }
        try (var database = program.verbatim()) {
            var text = new StringBuilder("\nrows, table, indexes\n");
            strings(database, TABLES).forEach(row -> text.append(row).append('\n'));
            text.append("\nsteady sets over JSON, code returned, among ").append(people);
            text.append(
                    "\n%10s%10s%10s%10s%12s%12s%14s%10s\n"
                            .formatted(
                                    "wanted/s",
                                    "right/s",
                                    "p50 ms",
                                    "p99 ms",
                                    "cores",
                                    "DB cores",
                                    "WAL KiB/set",
                                    "errors"));
            for (int rate : rates) {
                text.append(steady(database, rate)).append('\n');
            }
            text.append("\nplans of what the program sent\n").append(plans(database));
            return text.toString();
        }
    }

    private String steady(Connection database, int rate) throws Exception {
        var tally = new Tally();
        long written = Long.parseLong(strings(database, LOG_POSITION).get(0));
        try (var client = Form.JSON.connect(program, CLIENTS)) {
            var shift = new Load.Shift(Call.SET_RETURN, people, CLIENTS, STEADY, rate);
            Load.run(shift, client, program, tally);
        }
        written = Long.parseLong(strings(database, LOG_POSITION).get(0)) - written;
        double seconds = tally.count() / tally.perSecond();
        return "%10d%10.0f%10.2f%10.2f%12.3f%12.3f%14.1f%10d"
                .formatted(
                        rate,
                        tally.perSecond(),
                        tally.percentile(50),
                        tally.percentile(99),
                        tally.costs().program().toMillis() / 1e3 / seconds,
                        tally.costs().database().toMillis() / 1e3 / seconds,
                        written / 1024.0 / Math.max(1, tally.count()),
                        tally.failed());
    }

    private static String plans(Connection database) throws SQLException {
        var text = new StringBuilder();
        var whole = new ArrayList<String>();
        for (var sql : strings(database, STATEMENTS)) {
            var plan = String.join("\n", strings(database, "explain (generic_plan) " + sql));
            text.append("\n").append(sql.replaceAll("\\s+", " ")).append('\n').append(plan);
            text.append('\n');
            if (READ_WHOLE.matcher(plan).find()) {
                whole.add(sql);
            }
        }
        System.out.println(text);
        if (!whole.isEmpty()) {
            throw new IllegalStateException("read from end to end: " + whole);
        }
        return text.toString();
    }

    private static List<String> strings(Connection database, String sql) throws SQLException {
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
