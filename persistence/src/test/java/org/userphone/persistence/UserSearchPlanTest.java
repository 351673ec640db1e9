package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InEmails;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;

/**
 * How PostgreSQL finds a few among a million users. It may plan for the values ({@code
 * force_custom_plan}) or, from the sixth call on, once for all values ({@code force_generic_plan}).
 */
class UserSearchPlanTest {

    private static final String ADD_A_MILLION =
            """
            insert into user_account (id, resource_owner, state, type, username, username_key,
                given_name, given_name_key, family_name, family_name_key, nick_name, nick_name_key,
                display_name, display_name_key, gender, email, email_key, email_verified,
                phone, phone_reversed, phone_verified, created_at, last_sequence, last_at,
                last_seen_sequence, last_seen_at)
            select '3' || lpad(i::text, 8, '0'), 'org' || i % 10000, 'ACTIVE', 'HUMAN',
                'User' || i, 'user' || i, 'Given' || i % 20000, 'given' || i % 20000,
                'Family' || i, 'family' || i, 'Nick' || i, 'nick' || i,
                'Given Family' || i, 'given family' || i, 'UNSPECIFIED',
                'User' || i || '@example.com', 'user' || i || '@example.com', true,
                '+4179' || i, reverse('+4179' || i), true, now(), 1, now(), 1, now()
            from generate_series(1000000, 1999999) i
            """;

    private static TestDatabase database;
    private static DatabaseSettings settings;

    @BeforeAll
    static void aMillionUsersAreThere() throws SQLException {
        settings = Engine.POSTGRESQL.newDatabase();
        database = new TestDatabase(settings);
        try (var connection = settings.connect()) {
            var indexes =
                    texts(
                            connection,
                            "select indexname || ':' || indexdef from pg_indexes where tablename ="
                                    + " 'user_account' and indexname not in"
                                    + " (select conname from pg_constraint)");
            for (var index : indexes) {
                run(connection, "drop index " + index.split(":", 2)[0]);
            }
            run(connection, ADD_A_MILLION);
            for (var index : indexes) { // faster than keeping them up to date meanwhile
                run(connection, index.split(":", 2)[1]);
            }
            run(connection, "vacuum analyze user_account");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void aNumberIsFoundByOneProbeOfItsIndexInOneStatement(String mode) throws SQLException {
        var query = new Text(TextField.PHONE, TextMatch.EQUALS, "+41791234567");

        assertThat(issued(query)).hasSize(1);
        var nodes = nodes(plan(mode, query));
        var scans = nodes.stream().filter(node -> node.containsKey("Relation Name")).toList();
        assertThat(scans).hasSize(1);
        assertThat(scans.get(0).getString("Node Type")).endsWith("Scan").isNotEqualTo("Seq Scan");
        assertThat(
                        nodes.stream()
                                .filter(node -> node.containsKey("Index Name"))
                                .map(node -> node.getString("Index Name")))
                .containsExactly("user_account_phone");
        assertThat(nodes).allSatisfy(node -> assertThat(node.getInt("Actual Loops")).isEqualTo(1));
        assertThat(buffers(nodes)).isLessThan(10);
    }

    static Stream<Arguments> selective() {
        var queries =
                List.of(
                        text(TextField.USERNAME, TextMatch.EQUALS, "User1234567"),
                        text(TextField.USERNAME, TextMatch.EQUALS_IGNORING_CASE, "USER1234567"),
                        text(TextField.USERNAME, TextMatch.STARTS_WITH, "User123456"),
                        text(TextField.USERNAME, TextMatch.STARTS_WITH_IGNORING_CASE, "USER123456"),
                        text(TextField.GIVEN_NAME, TextMatch.EQUALS, "Given777"),
                        text(TextField.GIVEN_NAME, TextMatch.EQUALS_IGNORING_CASE, "GIVEN777"),
                        text(TextField.GIVEN_NAME, TextMatch.STARTS_WITH, "Given1234"),
                        text(TextField.FAMILY_NAME, TextMatch.EQUALS, "Family1234567"),
                        text(TextField.FAMILY_NAME, TextMatch.STARTS_WITH, "Family123456"),
                        text(TextField.NICK_NAME, TextMatch.EQUALS, "Nick1234567"),
                        text(TextField.NICK_NAME, TextMatch.STARTS_WITH, "Nick123456"),
                        text(TextField.DISPLAY_NAME, TextMatch.EQUALS, "Given Family1234567"),
                        text(TextField.DISPLAY_NAME, TextMatch.STARTS_WITH, "Given Family123456"),
                        text(TextField.EMAIL, TextMatch.EQUALS, "User1234567@example.com"),
                        text(TextField.EMAIL, TextMatch.STARTS_WITH, "User1234567@"),
                        text(TextField.PHONE, TextMatch.EQUALS_IGNORING_CASE, "+41791234567"),
                        text(TextField.PHONE, TextMatch.EQUALS, "+41790000000"),
                        text(TextField.PHONE, TextMatch.STARTS_WITH, "+4179123456"),
                        text(TextField.PHONE, TextMatch.STARTS_WITH, "+43"),
                        text(TextField.PHONE, TextMatch.ENDS_WITH, "1234567"),
                        text(TextField.PHONE, TextMatch.ENDS_WITH, "no such number"),
                        new InIds(Set.of(new UserId("301234567"), new UserId("nobody"))),
                        new InEmails(Set.of("User1234567@example.com", "nobody@example.com")),
                        new OwnedBy(new OrganisationId("org77")),
                        new OwnedBy(new OrganisationId("unknown")),
                        new And(
                                List.of(
                                        new Or(
                                                List.of(
                                                        new OwnedBy(new OrganisationId("org77")),
                                                        new InIds(Set.of(new UserId("me"))))),
                                        text(TextField.PHONE, TextMatch.EQUALS, "+41791234567"))),
                        new Or(
                                List.of(
                                        text(TextField.PHONE, TextMatch.EQUALS, "+41791234567"),
                                        text(
                                                TextField.EMAIL,
                                                TextMatch.EQUALS_IGNORING_CASE,
                                                "user1234568@example.com"))));
        return queries.stream()
                .flatMap(
                        query ->
                                Stream.of("force_custom_plan", "force_generic_plan")
                                        .map(mode -> Arguments.of(mode, query)));
    }

    /**
     * Fewer blocks than a sequential scan reads, and fewer than walking along the sorted ids until
     * there are enough matches.
     */
    @ParameterizedTest
    @MethodSource("selective")
    void aSelectiveQueryReadsLittle(String mode, UserQuery query) throws SQLException {
        var nodes = nodes(plan(mode, query));

        assertThat(nodes.stream().map(node -> node.getString("Node Type")))
                .doesNotContain("Seq Scan");
        assertThat(buffers(nodes)).isLessThan(500);
    }

    private static Text text(TextField field, TextMatch match, String value) {
        return new Text(field, match, value);
    }

    private static UserListing listing(UserQuery query) {
        return new UserListing(List.of(query), SortKey.ID, false, 0, 100);
    }

    /** The statements that the adapter sends, without the commit. */
    private static List<String> issued(UserQuery query) {
        database.wiretap().forget();
        database.run(
                () ->
                        new JpaUserDirectory(
                                        database.entityManager(),
                                        new SearchTimeout(Duration.ofSeconds(5)))
                                .list(listing(query)));
        return database.wiretap().heard().stream()
                .filter(sql -> !sql.equals(Wiretap.COMMIT))
                .toList();
    }

    private static JsonObject plan(String mode, UserQuery query) throws SQLException {
        var condition = new UserSql();
        new And(List.of(query)).in(condition);
        var values = new ArrayList<>(condition.parameters());
        values.add(0);
        values.add(100);
        var parts = issued(query).get(0).split("\\?", -1);
        assertThat(parts).hasSize(values.size() + 1);
        var sql =
                IntStream.range(0, parts.length)
                        .mapToObj(i -> i == 0 ? parts[0] : "$" + i + parts[i])
                        .collect(Collectors.joining());
        var given =
                values.stream()
                        .map(value -> "'" + value.toString().replace("'", "''") + "'")
                        .collect(Collectors.joining(", "));
        try (var connection = settings.connect()) {
            run(connection, "set plan_cache_mode = " + mode);
            run(connection, "set max_parallel_workers_per_gather = 0");
            run(connection, "prepare search as " + sql);
            var text =
                    texts(
                            connection,
                            "explain (analyze, buffers, format json) execute search("
                                    + given
                                    + ")");
            try (var reader = Json.createReader(new StringReader(String.join("", text)))) {
                return reader.readArray().getJsonObject(0).getJsonObject("Plan");
            }
        }
    }

    private static List<JsonObject> nodes(JsonObject plan) {
        var below = plan.getOrDefault("Plans", JsonArray.EMPTY_JSON_ARRAY).asJsonArray();
        return Stream.concat(
                        Stream.of(plan),
                        below.getValuesAs(JsonObject.class).stream()
                                .flatMap(node -> nodes(node).stream()))
                .toList();
    }

    /** The blocks that the whole plan reads; the count of a node includes those below it. */
    private static int buffers(List<JsonObject> nodes) {
        return nodes.get(0).getInt("Shared Hit Blocks") + nodes.get(0).getInt("Shared Read Blocks");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }
}
