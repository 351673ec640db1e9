package org.userphone.persistence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.SmsSender;

/** Nodes on one database, of which one is two minutes behind it and one two minutes ahead. */
class DatabaseClockTest {

    private static final Duration WRONG = Duration.ofMinutes(2);
    private static final String NUMBER = "079 123 45 67";

    @ParameterizedTest
    @EnumSource
    void allNodesGoByTheTimeOfTheDatabase(Engine engine) {
        var database = TestDatabase.empty(engine);

        for (var wrong : new Duration[] {WRONG, Duration.ZERO, WRONG.negated()}) {
            assertIsNow(node(database, wrong));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOneNodeIsSendingTheOtherDoesNotSend(Engine engine) {
        var database = TestDatabase.empty(engine);
        var behind = new House(database, node(database, WRONG.negated()));
        var ahead = new House(database, node(database, WRONG));
        behind.addHuman(MINNIE);
        ahead.setPhone(MINNIE, NUMBER);
        var sent = new AtomicInteger();
        SmsSender other =
                sms -> {
                    sent.incrementAndGet();
                    return new Delivery.Accepted("other", sms.id());
                };

        var claimed =
                behind.deliver(
                        behind.outbox(),
                        sms -> {
                            ahead.deliver(ahead.outbox(), other, ahead.users());
                            return other.send(sms);
                        },
                        behind.users());

        assertThat(claimed).isOne();
        assertThat(sent).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCodeIsGoodOnEveryNodeUntilTheDatabaseSaysThatItHasExpired(Engine engine) {
        var database = TestDatabase.empty(engine);
        var anHour = Duration.ofHours(1);
        var behind = new House(database, node(database, anHour.negated()));
        var ahead = new House(database, node(database, anHour));
        behind.addHuman(MINNIE);
        behind.setPhone(MINNIE, NUMBER);
        var code = behind.resend(MINNIE);
        ahead.verify(MINNIE, code);
        ahead.setPhone(MINNIE, "079 123 45 68");
        var late = ahead.resend(MINNIE);

        database.run(
                () ->
                        database.entityManager()
                                .createNativeQuery(
                                        "update user_account"
                                                + " set phone_code_expires_at = current_timestamp")
                                .executeUpdate());

        assertThatThrownBy(() -> behind.verify(MINNIE, late))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> assertThat(no.reason()).isEqualTo(Reason.CODE_INVALID));
    }

    /** Nodes do not know the difference yet while they start. */
    @ParameterizedTest
    @EnumSource
    void aHistoryIsInTheOrderOfItsTimesWhateverClocksItsNodesHave(Engine engine) {
        var database = TestDatabase.empty(engine);
        var ahead = new House(database, Clock.offset(Clock.systemUTC(), WRONG));
        var behind = new House(database, Clock.offset(Clock.systemUTC(), WRONG.negated()));
        ahead.addHuman(MINNIE);
        behind.setPhone(MINNIE, NUMBER);
        ahead.removePhone(MINNIE);
        behind.setPhone(MINNIE, NUMBER);

        var history = database.in(() -> ahead.users().history(MINNIE, 0, 100));

        assertThat(history)
                .hasSizeGreaterThan(4)
                .extracting(event -> event.position().sequence())
                .isSorted();
        assertThat(history).extracting(event -> event.position().at()).isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatAgreesIsLeftAlone(Engine engine) {
        var clock = node(TestDatabase.empty(engine), Duration.ZERO);

        assertThat(clock.withZone(UTC)).isEqualTo(Clock.systemUTC());
    }

    @Test
    void whileTheDatabaseCannotBeAskedItsLastAnswerCounts() {
        var settings = Engine.H2.newDatabase();
        var pool = new ConnectionPool(settings, new DatabaseFile(settings), new Deadlines());
        var clock = new DatabaseClock(pool.dataSource(), Clock.offset(Clock.systemUTC(), WRONG));
        clock.set();
        pool.close(new ApplicationEnd());

        clock.set();

        assertIsNow(clock);
    }

    private static void assertIsNow(Clock clock) {
        assertThat(clock.instant())
                .isCloseTo(
                        Instant.now(),
                        within(DatabaseClock.MAX_ROUND_TRIP.toMillis(), ChronoUnit.MILLIS));
    }

    private static DatabaseClock node(TestDatabase database, Duration wrong) {
        var clock =
                new DatabaseClock(
                        new UserphoneDataSource(database.settings()),
                        Clock.offset(Clock.systemUTC(), wrong));
        clock.set();
        return clock;
    }
}
