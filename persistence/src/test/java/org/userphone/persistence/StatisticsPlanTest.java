package org.userphone.persistence;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ADMIN;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.guard.SendCounts;
import org.userphone.domain.sms.SearchStatistics;
import org.userphone.domain.sms.SmsFigures;
import org.userphone.domain.sms.SmsStatistics.Outcome;
import org.userphone.domain.sms.StatisticsQuery;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.sms.StatisticsQuery.Grouping;
import org.userphone.domain.sms.UsageQuery;

/**
 * How PostgreSQL makes and reads the statistics of many messages, and finds the fullest counts.
 * {@code -Dstatistics.messages=10000000} makes ten million messages and prints how long it takes;
 * as many events and the indexes take 6 GB of disk.
 */
class StatisticsPlanTest {

    private static final int MESSAGES = Integer.getInteger("statistics.messages", 200_000);
    private static final int DAYS = 30;
    private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    /** Four messages in five are delivered, and the code of every other one is entered. */
    private static final List<String> TABLES =
            List.of(
                    """
                    insert into sms_message (id, user_id, resource_owner, number_end, country,
                        provider, reference, state, segments, cost, promised_at, left_at,
                        changed_at, expires_at)
                    select i, 'u' || i %% %2$d, 'org' || i %% 20, '+…67',
                        (array['CH', 'DE', 'FR', 'US', 'GB'])[1 + i %% 5],
                        case when i %% 3 = 0 then 'twilio' else 'webhook' end, 'r' || i,
                        case when i %% 10 < 8 then 'DELIVERED' else 'ACCEPTED' end, 1, 0.05, at, at,
                        at + i %% 40 * interval '1 second', at + interval '10 minutes'
                    from (select i, timestamp with time zone '2026-10-01T00:00:00Z'
                            + i * (interval '30 days' / %1$d) as at
                        from generate_series(0, %1$d - 1) i) messages
                    """,
                    """
                    insert into user_event (user_id, sequence, type, payload, occurred_at, editor,
                        resource_owner)
                    select user_id, cast(id as bigint), 'user.human.phone.verified', '{}',
                        promised_at + interval '1 minute', 'editor',
                        resource_owner
                    from sms_message where cast(id as bigint) %% 2 = 0
                    """,
                    """
                    insert into send_count (count_key, counted, needed_until, fill_ppm,
                        refused_until)
                    select 'NUMBER:' || i, '0;;', timestamp with time zone '2099-01-01T00:00:00Z',
                        case when i %% 1000 = 0 then 1000000 when i %% 200 = 0 then 500000 else 1000 end,
                        case when i %% 1000 = 0
                            then timestamp with time zone '2098-01-01T00:00:00Z' end
                    from generate_series(1, 100000) i
                    """);

    private static DatabaseSettings settings;
    private static TestDatabase database;
    private static JpaSmsStatistics statistics;

    @BeforeAll
    static void manyMessagesAreSummed() throws SQLException {
        settings = Engine.POSTGRESQL.newDatabase();
        database = new TestDatabase(settings);
        statistics =
                new JpaSmsStatistics(
                        database.entityManager(), new SearchTimeout(Duration.ofSeconds(60)));
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 0); // ten million take minutes
            var indexes = indexes(statement);
            for (var index : indexes) {
                statement.execute("drop index " + index.split(":", 2)[0]);
            }
            for (var table : TABLES) {
                statement.execute(table.formatted(MESSAGES, Math.max(1000, MESSAGES / 10)));
            }
            for (var index : indexes) { // faster than keeping them up to date meanwhile
                statement.execute(index.split(":", 2)[1]);
            }
            analyse(statement);
        }
        var begin = System.nanoTime();
        for (int hour = 0; hour < DAYS * 24; hour++) {
            var of = FIRST.plus(HOUR.multipliedBy(hour));
            database.run(() -> statistics.sum(of, of.plus(HOUR), List.of()));
        }
        tell("each hour is summed in", begin, DAYS * 24);
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 0);
            analyse(statement);
        }
    }

    /** By their names, those of the largest tables. */
    private static List<String> indexes(Statement statement) throws SQLException {
        var indexes = new ArrayList<String>();
        try (var found =
                statement.executeQuery(
                        "select indexname || ':' || indexdef from pg_indexes where tablename in"
                                + " ('sms_message', 'user_event') and indexname not in"
                                + " (select conname from pg_constraint)")) {
            while (found.next()) {
                indexes.add(found.getString(1));
            }
        }
        return indexes;
    }

    private static void analyse(Statement statement) throws SQLException {
        for (var table : List.of("sms_message", "user_event", "send_count", "sms_sum")) {
            statement.execute("vacuum analyze " + table);
        }
    }

    @Test
    void anHourIsSummedByTheIndexOfItsTime() throws SQLException {
        database.wiretap().forget();
        var hour = FIRST.plus(Duration.ofDays(DAYS / 2));

        database.run(() -> statistics.sum(hour, hour.plus(HOUR), List.of(hour.plus(HOUR))));

        assertThat(heard()).anyMatch(sql -> sql.contains("sms_story"));
        assertThatNoneReadsAWholeTable();
    }

    @Test
    void noMessageIsReadForTheStatisticsOfAMonthAndTheyAreRight() throws SQLException {
        database.wiretap().forget();
        var begin = System.nanoTime();

        var all = search(Bucket.DAY, DAYS, Optional.empty(), Set.of(Grouping.PROVIDER));

        tell("a month by day and provider is read in", begin, 1);
        assertThat(heard()).noneMatch(sql -> sql.contains("sms_message"));
        assertThat(all).hasSize(DAYS * 2);
        assertThat(all.stream().mapToLong(SmsFigures::promised).sum()).isEqualTo(MESSAGES);
        assertThat(all.stream().mapToLong(each -> each.count(Outcome.DELIVERED)).sum())
                .isEqualTo(MESSAGES / 10 * 8L);
        assertThat(all.stream().mapToLong(each -> each.count(Outcome.ENTERED)).sum())
                .isEqualTo(MESSAGES / 2);
        assertThat(all.get(0).percentile(50)).contains(Duration.ofSeconds(20));
        assertThat(all.get(0).percentile(95)).contains(Duration.ofSeconds(40));
    }

    @Test
    void aDayOfAnOrganisationIsReadByAnIndex() throws SQLException {
        database.wiretap().forget();
        var begin = System.nanoTime();

        var day = search(Bucket.HOUR, 1, Optional.of(new OrganisationId("org7")), Set.of());

        tell("a day of an organisation is read in", begin, 1);
        assertThat(day).hasSize(24);
        assertThatNoneReadsAWholeTable();
    }

    @Test
    void theFullestCountsAreFoundByAnIndex() throws SQLException {
        var counts =
                new JpaSendCounts(
                        database.entityManager(),
                        new SearchTimeout(Duration.ofSeconds(5)),
                        settings);
        for (boolean refusing : List.of(true, false)) {
            database.wiretap().forget();
            List<SendCounts.FoundCount> found =
                    database.in(() -> counts.fullest(refusing, FIRST, 0, 100));

            assertThat(found).hasSize(100);
            assertThat(heard()).anyMatch(sql -> sql.contains("send_count"));
            assertThatNoneReadsAWholeTable();
        }
    }

    private static List<SmsFigures> search(
            Bucket bucket, int days, Optional<OrganisationId> of, Set<Grouping> groups) {
        var query =
                new StatisticsQuery(
                        new UsageQuery(of, FIRST, FIRST.plus(Duration.ofDays(days))),
                        bucket,
                        Optional.empty(),
                        Optional.empty(),
                        groups);
        return database.in(() -> new SearchStatistics(statistics).search(ADMIN, query));
    }

    private static void tell(String what, long begin, int times) {
        if (MESSAGES > 1_000_000) {
            System.getLogger(StatisticsPlanTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "Of {0} messages {1} {2} ms.",
                            MESSAGES,
                            what,
                            (System.nanoTime() - begin) / times / 1_000_000);
        }
    }

    private static Set<String> heard() {
        return database.wiretap().heard().stream()
                .flatMap(sql -> Stream.of(sql.split("; ")))
                .filter(sql -> !sql.equals(Wiretap.COMMIT))
                .collect(toSet());
    }

    private static void assertThatNoneReadsAWholeTable() throws SQLException {
        for (var sql : heard()) {
            assertThat(plan(sql))
                    .as(sql)
                    .noneMatch(
                            line ->
                                    line.matches(
                                            ".*Seq Scan on (sms_message|user_event|send_count|sms_sum).*"));
        }
    }

    /** In simple query mode, as in {@link HotPathPlanTest}; sequential scans are allowed here. */
    private static List<String> plan(String sql) throws SQLException {
        var parts = sql.split("\\?", -1);
        var numbered = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            numbered.append('$').append(i).append(parts[i]);
        }
        var simple =
                Engine.settings(
                        settings.url() + "?preferQueryMode=simple",
                        settings.user(),
                        settings.password());
        var plan = new ArrayList<String>();
        try (var connection = simple.connect();
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var lines = statement.executeQuery("explain (generic_plan) " + numbered)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
        }
        return plan;
    }
}
