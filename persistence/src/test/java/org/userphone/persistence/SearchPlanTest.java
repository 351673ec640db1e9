package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.UserId;
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

/** How PostgreSQL finds users among a million, by the statements that the directory makes. */
class SearchPlanTest {

    private static final String A_MILLION_USERS =
            """
            insert into user_account (id, resource_owner, state, username, username_key, type,
                given_name, given_name_key, family_name, family_name_key, nick_name, nick_name_key,
                display_name, display_name_key, gender, email, email_key, email_verified, phone,
                phone_reversed, phone_verified, created_at, last_sequence, last_at,
                last_seen_sequence, last_seen_at)
            select i, 'org' || i % 10000, 'ACTIVE', 'User' || i, 'user' || i, 'HUMAN',
                'Given' || i, 'given' || i, 'Family' || i, 'family' || i, 'Nick' || i, 'nick' || i,
                'Display' || i, 'display' || i, 'UNSPECIFIED', 'U' || i || '@example.com',
                'u' || i || '@example.com', true, '+4179' || i, reverse('+4179' || i), true,
                now(), 1, now(), 1, now()
            from generate_series(1000000, 1999999) i""";

    private static DatabaseSettings settings;
    private static TestDatabase database;

    @BeforeAll
    static void aMillionUsersAreThere() throws SQLException {
        settings = Engine.POSTGRESQL.newDatabase();
        database = new TestDatabase(settings);
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute(A_MILLION_USERS);
            statement.execute("analyze user_account");
        }
    }

    @Test
    void aNumberIsFoundByOneProbeOfItsIndex() throws SQLException {
        var plan = plan(new Text(TextField.PHONE, TextMatch.EQUALS, "+41791234567"));

        var scan = scan(plan);
        assertThat(scan.getString("Node Type")).isEqualTo("Index Scan");
        assertThat(scan.getString("Index Name")).isEqualTo("user_account_phone");
        assertThat(scan.getInt("Actual Loops")).isEqualTo(1);
        assertThat(scan.getInt("Actual Rows")).isEqualTo(1);
        // The levels of the index and the row; a look at every thousandth row would be more.
        assertThat(blocks(scan)).isLessThanOrEqualTo(8);
    }

    static Stream<UserQuery> selective() {
        var texts =
                Stream.of(TextField.values())
                        .filter(field -> field != TextField.PHONE)
                        .flatMap(
                                field ->
                                        Stream.of(
                                                        TextMatch.EQUALS,
                                                        TextMatch.EQUALS_IGNORING_CASE,
                                                        TextMatch.STARTS_WITH,
                                                        TextMatch.STARTS_WITH_IGNORING_CASE)
                                                .<UserQuery>map(
                                                        match ->
                                                                new Text(field, match, of(field))));
        var others =
                Stream.of(
                        new Text(TextField.PHONE, TextMatch.STARTS_WITH, "+4179123456"),
                        new Text(TextField.PHONE, TextMatch.ENDS_WITH, "234567"),
                        new Text(TextField.PHONE, TextMatch.EQUALS_IGNORING_CASE, "+41791234567"),
                        new InIds(Set.of(new UserId("1234567"), new UserId("1234568"))),
                        new InEmails(Set.of("U1234567@example.com", "U1@example.com")),
                        new OwnedBy(new OrganisationId("org1234")),
                        new And(
                                List.of(
                                        new OwnedBy(new OrganisationId("org1234")),
                                        new Text(TextField.USERNAME, TextMatch.CONTAINS, "1"))),
                        new Or(
                                List.of(
                                        new InIds(Set.of(new UserId("1234567"))),
                                        new OwnedBy(new OrganisationId("org1234")))));
        return Stream.concat(texts, others);
    }

    private static String of(TextField field) {
        return switch (field) {
            case USERNAME -> "User1234567";
            case GIVEN_NAME -> "Given1234567";
            case FAMILY_NAME -> "Family1234567";
            case NICK_NAME -> "Nick1234567";
            case DISPLAY_NAME -> "Display1234567";
            case EMAIL -> "U1234567@example.com";
            case PHONE -> "+41791234567";
        };
    }

    @ParameterizedTest
    @MethodSource("selective")
    void whatFewUsersMatchIsFoundByAnIndex(UserQuery query) throws SQLException {
        var plan = plan(query);

        assertThat(nodes(plan)).doesNotContain("Seq Scan");
        assertThat(plan.getInt("Actual Rows")).isBetween(1, 101);
        assertThat(blocks(plan)).isLessThan(200);
    }

    /** What the directory asks for the query, explained while it is done. */
    private static JsonObject plan(UserQuery query) throws SQLException {
        var listing = new UserListing(List.of(query), SortKey.ID, true, 0, 1000);
        database.wiretap().forget();
        var page = database.in(() -> new JpaUserDirectory(database.entityManager()).list(listing));
        assertThat(page.users()).isNotEmpty();
        var statements = new ArrayList<>(database.wiretap().heard());
        statements.remove(Wiretap.COMMIT);
        assertThat(statements).hasSize(1);
        var sql = new UserSql();
        new And(List.of(query)).in(sql);
        try (var connection = settings.connect()) {
            return explained(connection, statements.get(0), sql.parameters());
        }
    }

    private static JsonObject explained(Connection connection, String sql, List<Object> values)
            throws SQLException {
        try (var statement =
                connection.prepareStatement("explain (analyze, buffers, format json) " + sql)) {
            int place = 0;
            for (var value : values) {
                statement.setObject(++place, value);
            }
            statement.setLong(++place, 0);
            statement.setInt(++place, 1000);
            try (var rows = statement.executeQuery()) {
                rows.next();
                try (var reader = Json.createReader(new StringReader(rows.getString(1)))) {
                    return reader.readArray().getJsonObject(0).getJsonObject("Plan");
                }
            }
        }
    }

    /** The innermost step, which reads the table. */
    private static JsonObject scan(JsonObject plan) {
        return plan.containsKey("Plans") ? scan(plan.getJsonArray("Plans").getJsonObject(0)) : plan;
    }

    private static int blocks(JsonObject plan) {
        return plan.getInt("Shared Hit Blocks") + plan.getInt("Shared Read Blocks");
    }

    /** The kinds of the steps and the indexes they use. */
    private static String nodes(JsonObject plan) {
        var inner =
                plan.containsKey("Plans")
                        ? plan.getJsonArray("Plans").getValuesAs(JsonObject.class).stream()
                                .map(SearchPlanTest::nodes)
                                .toList()
                        : List.of();
        return plan.getString("Node Type") + " " + plan.getString("Index Name", "") + " " + inner;
    }
}
