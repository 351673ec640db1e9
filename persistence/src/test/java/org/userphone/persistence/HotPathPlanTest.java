package org.userphone.persistence;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.sms.MessageQuery;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.user.Phone;

/**
 * How PostgreSQL executes the statements of the most frequent calls. Sequential scans are disabled,
 * so a plan that has one nevertheless shows that an index is missing.
 */
class HotPathPlanTest {

    /** Limits of every kind that no test reaches. */
    private static final GuardPolicy LIMITS =
            new GuardPolicy(
                    Quota.parse("5/PT1H,10/PT24H"),
                    Quota.parse("10/PT24H"),
                    Quota.parse("1000/PT5M"),
                    Quota.parse("50/PT24H"),
                    Caps.parse("default=1000"),
                    Caps.parse("default=1000"),
                    new BreakerPolicy(500, 20, Duration.ofHours(1)),
                    AllowDenyList.all(),
                    AllowDenyList.all());

    private final DatabaseSettings settings = Engine.POSTGRESQL.newDatabase();
    private final TestDatabase database = new TestDatabase(settings);

    @Test
    void noStatementOfASetOrOfItsSmsReadsAWholeTable() throws SQLException {
        var house = new House(database, Clock.systemUTC(), LIMITS);
        house.addHuman(MINNIE);
        database.wiretap().forget();

        house.setPhone(MINNIE, "079 123 45 66");
        house.setPhone(MINNIE, "079 123 45 67");
        house.deliver();
        database.run(() -> house.users().find(MINNIE));

        assertThat(heard()).anyMatch(sql -> sql.contains("FOR UPDATE"));
        assertThat(heard()).anyMatch(sql -> sql.contains("sms_outbox"));
        assertThat(heard()).anyMatch(sql -> sql.contains("send_count"));
        assertThatNoneReadsAWholeTable();
    }

    @Test
    void noStatementOfTheOtherCallsReadsAWholeTable() throws SQLException {
        var house = new House(database, Clock.systemUTC(), LIMITS);
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 66");
        database.wiretap().forget();

        house.verify(MINNIE, house.resend(MINNIE));
        assertThat(house.read(MINNIE).human().phone()).isInstanceOf(Phone.Verified.class);
        assertThat(house.listByPhone("+41791234566")).hasSize(1);
        house.removePhone(MINNIE);

        assertThat(heard()).as("the breaker's").anyMatch(sql -> sql.contains("send_count"));
        assertThatNoneReadsAWholeTable();
    }

    @Test
    void noSearchForFewMessagesReadsAWholeTable() throws SQLException {
        var house = new House(database, Clock.systemUTC(), LIMITS);
        database.wiretap().forget();

        for (var field :
                List.of(
                        Field.ID,
                        Field.USER,
                        Field.ORGANISATION,
                        Field.NUMBER,
                        Field.REFERENCE,
                        Field.REQUEST)) {
            var query = MessageQuery.page(0, 100).and(field, "one");
            assertThat(database.in(() -> house.messages().search(query))).isEmpty();
        }

        assertThat(heard()).filteredOn(sql -> sql.contains("sms_story")).hasSize(6);
        assertThatNoneReadsAWholeTable();
    }

    /** What is recorded of a message from its promise on must cost no statement of its own. */
    @Test
    void aSetAndItsSmsTakeSoManyStatementsAndNoMore() {
        var house = new House(database, Clock.systemUTC(), LIMITS);
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 66");
        house.deliver();
        database.wiretap().forget();

        house.setPhone(MINNIE, "079 123 45 67");
        assertThat(statements()).as("a set").isEqualTo(12);
        house.deliver();
        assertThat(statements()).as("its SMS").isEqualTo(11);
    }

    private long statements() {
        var count =
                database.wiretap().heard().stream()
                        .flatMap(sql -> Stream.of(sql.split("; ")))
                        .filter(sql -> !sql.equals(Wiretap.COMMIT))
                        .count();
        database.wiretap().forget();
        return count;
    }

    private Set<String> heard() {
        return database.wiretap().heard().stream()
                .flatMap(sql -> Stream.of(sql.split("; ")))
                .collect(toSet());
    }

    private void assertThatNoneReadsAWholeTable() throws SQLException {
        for (var sql : heard()) {
            if (!sql.equals(Wiretap.COMMIT)) {
                assertThat(plan(sql)).as(sql).noneMatch(line -> line.contains("Seq Scan"));
            }
        }
    }

    @Test
    void aStatementThatHasNoIndexIsFoundOut() throws SQLException {
        assertThat(plan("select id from user_account where gender = ?"))
                .anyMatch(line -> line.contains("Seq Scan"));
    }

    /**
     * In simple query mode, because otherwise the driver would ask for the values of the parameters
     * of a generic plan.
     */
    private DatabaseSettings simple() {
        return Engine.settings(
                settings.url() + "?preferQueryMode=simple", settings.user(), settings.password());
    }

    private List<String> plan(String sql) throws SQLException {
        var parts = sql.split("\\?", -1);
        var numbered = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            numbered.append('$').append(i).append(parts[i]);
        }
        var plan = new ArrayList<String>();
        try (var connection = simple().connect();
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("set enable_seqscan = off");
            try (var lines = statement.executeQuery("explain (generic_plan) " + numbered)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
        }
        return plan;
    }
}
