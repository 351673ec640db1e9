package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.ProviderUse;

/**
 * How PostgreSQL finds what providers did last among a million messages, 100 in a second. One of
 * the providers was not asked for days, so that walking back through all messages would take long.
 */
class ProviderUsePlanTest {

    private static final List<String> PROVIDERS = List.of("busy", "silent", "never");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant RECENTLY = NOW.minus(Duration.ofMinutes(10));
    private static final Pattern BUFFERS =
            Pattern.compile("shared (?:hit=(\\d+))? ?(?:read=(\\d+))?");

    private static final String ADD_A_MILLION =
            """
            insert into sms_message (id, resource_owner, number_end, country, provider, reference,
                state, segments, cost, promised_at, left_at, changed_at, asked_at, took_ms)
            select 'm' || i, 'acme', '+…67', 'CH', case when i < 990000 then 'busy' else 'silent' end,
                'r' || i, 'DELIVERED', 1, 0.05, at, at, at, at, 30
            from (select i, timestamptz '2026-01-02 03:04:05Z' - i * interval '10 ms' as at
                from generate_series(1, 1000000) i) messages
            """;

    private static final String ADD_ATTEMPTS =
            """
            insert into sms_attempt
                (id, message_id, claim, place, provider, asked_at, took_ms, outcome, reason, promised_at)
            select 'm' || i || '/1/0', 'm' || i, 1, 0,
                case when i < 99000 then 'busy' else 'silent' end,
                at, 30, case when i % 2 = 0 then 'DEFERRED' else 'UNKNOWN' end, 'busy', at
            from (select i, timestamptz '2026-01-02 03:04:05Z' - i * interval '100 ms' as at
                from generate_series(1, 100000) i) attempts
            """;

    private static TestDatabase database;
    private static DatabaseSettings settings;

    @BeforeAll
    static void aMillionMessagesAreThere() throws SQLException {
        settings = Engine.POSTGRESQL.newDatabase();
        database = new TestDatabase(settings);
        run(ADD_A_MILLION);
        run(ADD_ATTEMPTS);
        run("vacuum analyze sms_message");
        run("vacuum analyze sms_attempt");
    }

    @Test
    void theLastUseOfAProviderIsFoundByAFewBlocksHoweverLongAgoItWas() throws SQLException {
        var plan = plan(issued("order by asked_at"), values(PROVIDERS));

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan).anyMatch(line -> line.contains("sms_message_asked"));
        assertThat(plan).anyMatch(line -> line.contains("sms_attempt_asked"));
        assertThat(buffers(plan)).isLessThan(50);
    }

    @Test
    void recentAttemptsAreCountedByTheIndexes() throws SQLException {
        var values = new ArrayList<>(PROVIDERS);
        values.add(RECENTLY.toString());
        values.addAll(List.copyOf(values));
        var plan = plan(issued("group by provider"), values);

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan).anyMatch(line -> line.contains("sms_message_asked"));
        assertThat(plan).anyMatch(line -> line.contains("sms_attempt_asked"));
    }

    @Test
    void whatIsFoundIsRight() {
        var use = database.in(() -> uses().of(PROVIDERS, RECENTLY));

        assertThat(use).containsOnlyKeys("busy", "silent");
        assertThat(use.get("busy").outcomes().get(Outcome.ACCEPTED)).isEqualTo(60_000);
        assertThat(use.get("busy").lastSuccess().map(Attempt::at)).contains(NOW.minusMillis(10));
        assertThat(use.get("silent").lastSuccess().map(Attempt::at))
                .contains(NOW.minusMillis(9_900_000));
        assertThat(use.get("silent").lastFailure().map(Attempt::at))
                .contains(NOW.minusMillis(9_900_000));
        assertThat(use.get("silent")).extracting(ProviderUse::outcomes).isEqualTo(Map.of());
    }

    private static ProviderUses uses() {
        return new ProviderUses(database.entityManager(), new SearchTimeout(Duration.ofSeconds(5)));
    }

    /** The statement that the adapter sends in which there are these words. */
    private static String issued(String words) {
        database.wiretap().forget();
        database.run(() -> uses().of(PROVIDERS, RECENTLY));
        return database.wiretap().heard().stream()
                .filter(sql -> sql.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> values(List<String> providers) {
        return providers.stream().flatMap(one -> List.of(one, one).stream()).toList();
    }

    private static List<String> plan(String sql, List<String> values) throws SQLException {
        var given = sql;
        for (var value : values) {
            given = given.replaceFirst("\\?", Matcher.quoteReplacement("'" + value + "'"));
        }
        var plan = new ArrayList<String>();
        try (var connection = settings.connect();
                var statement = connection.createStatement();
                var lines = statement.executeQuery("explain (analyze, buffers) " + given)) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }

    /** The blocks that the whole plan reads; the first line that tells them includes the others. */
    private static int buffers(List<String> plan) {
        var line = plan.stream().filter(any -> any.contains("Buffers:")).findFirst().orElseThrow();
        var counts = BUFFERS.matcher(line);
        assertThat(counts.find()).isTrue();
        return number(counts.group(1)) + number(counts.group(2));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static void run(String sql) throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
