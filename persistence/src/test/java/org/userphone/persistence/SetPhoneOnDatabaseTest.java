package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.PhoneChanged;

class SetPhoneOnDatabaseTest {

    /** A limit of fifty SMS to one prefix, and other limits that no test reaches. */
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

    @ParameterizedTest
    @EnumSource
    void aSetWithAnSmsTakesTwoRoundTripsAndFiveOnH2(Engine engine) {
        var database = TestDatabase.empty(engine);
        var house = new House(database, Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 66");
        database.wiretap().forget();

        house.setPhone(MINNIE, "079 123 45 67");

        var heard = database.wiretap().heard();
        var written = List.of("INSERT sms_outbox", "INSERT user_event", "UPDATE user_account");
        if (engine == Engine.POSTGRESQL) {
            assertThat(heard).hasSize(2);
            assertThat(kinds(heard.get(1)))
                    .hasSize(5)
                    .containsAll(written)
                    .last()
                    .isEqualTo(Wiretap.COMMIT);
        } else {
            assertThat(heard).hasSize(5);
            assertThat(kinds(String.join("; ", heard.subList(1, 4))))
                    .containsExactlyInAnyOrderElementsOf(written);
            assertThat(heard).last().isEqualTo(Wiretap.COMMIT);
        }
        assertThat(heard.get(0)).contains("FOR UPDATE");
    }

    @Test
    void whatBecameOfAnSmsIsWrittenInOneRoundTrip() {
        var database = TestDatabase.empty(Engine.POSTGRESQL);
        var house = new House(database, Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 67");
        database.wiretap().forget();

        assertThat(house.deliver()).isEqualTo(1);

        assertThat(database.wiretap().heard())
                .filteredOn(sql -> sql.contains("INTO sms_message"))
                .singleElement()
                .satisfies(
                        sql ->
                                assertThat(kinds(sql))
                                        .containsExactlyInAnyOrder(
                                                "INSERT sms_message",
                                                "INSERT user_event",
                                                "UPDATE user_account",
                                                Wiretap.COMMIT));
    }

    private static List<String> kinds(String sql) {
        return Stream.of(sql.split("; "))
                .map(one -> one.replaceAll("(?<=^\\w{6}) .*?(user_\\w+|sms_\\w+).*", " $1"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void limitsTakeOneRoundTripMoreHoweverManyTheyAreAndThreeOnH2(Engine engine) {
        var database = TestDatabase.empty(engine);
        var house = new House(database, Clock.systemUTC(), LIMITS);
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 66");
        house.setPhone(MINNIE, "079 123 45 67");
        database.wiretap().forget();

        house.setPhone(MINNIE, "079 123 45 66");

        int counting = engine == Engine.POSTGRESQL ? 1 : 3;
        int without = engine == Engine.POSTGRESQL ? 2 : 5;
        assertThat(database.wiretap().heard())
                .hasSize(without + counting)
                .filteredOn(sql -> sql.toLowerCase(Locale.ROOT).contains("send_count"))
                .extracting(sql -> sql.substring(0, 6).toUpperCase(Locale.ROOT))
                .containsExactly(
                        engine == Engine.POSTGRESQL
                                ? new String[] {"INSERT", "UPDATE"}
                                : new String[] {"INSERT", "SELECT", "UPDATE"});
    }

    @ParameterizedTest
    @EnumSource
    void ofManySmsAtOnceExactlyAsManyPassAsMay(Engine engine) throws Exception {
        var house = new House(TestDatabase.empty(engine), Clock.systemUTC(), LIMITS);
        var users = IntStream.range(0, 20).mapToObj(i -> new UserId("user" + i)).toList();
        users.forEach(house::addHuman);
        var passed = new AtomicInteger();
        var refused = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(20);
        try {
            var sets =
                    IntStream.range(0, 120)
                            .<Callable<Void>>mapToObj(
                                    i ->
                                            () -> {
                                                try {
                                                    house.setPhone(
                                                            users.get(i % 20),
                                                            "+4179123" + (1000 + i));
                                                    passed.incrementAndGet();
                                                } catch (Rejection.Remembered limit) {
                                                    refused.incrementAndGet();
                                                }
                                                return null;
                                            })
                            .toList();
            for (var set : pool.invokeAll(sets)) {
                set.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(passed).hasValue(50);
        assertThat(refused).hasValue(70);
        var tomorrow = Instant.now().plus(Duration.ofDays(1));
        assertThat(house.outbox().claimDue(tomorrow, 200, House.LEASE, sms -> {})).hasSize(50);
    }

    @ParameterizedTest
    @EnumSource
    void aHundredSetsAtOnceAllSucceedAndOneNumberRemains(Engine engine) throws Exception {
        var house = new House(TestDatabase.empty(engine), Clock.systemUTC());
        house.addHuman(MINNIE);
        var numbers = IntStream.range(100, 200).mapToObj(i -> "+41791234" + i).toList();
        var pool = Executors.newFixedThreadPool(numbers.size());
        try {
            var sets =
                    numbers.stream()
                            .<Callable<Void>>map(
                                    number ->
                                            () -> {
                                                house.setPhone(MINNIE, number);
                                                return null;
                                            })
                            .toList();
            for (var set : pool.invokeAll(sets)) {
                set.get();
            }
        } finally {
            pool.shutdown();
        }

        var history = house.users().history(MINNIE, 0, 1000);
        assertThat(history)
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 201).boxed().toList());
        assertThat(numbersIn(history)).containsExactlyInAnyOrderElementsOf(numbers);
        var user = house.users().find(MINNIE).orElseThrow();
        assertThat(user).isEqualTo(User.replay(MINNIE, ACME, history));
        assertThat(user.human().phone().number().orElseThrow().e164())
                .isEqualTo(numbersIn(history).get(99));
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoVerifyOneNumberAtOnceOneGetsIt(Engine engine) throws Exception {
        var house = new House(TestDatabase.empty(engine), Clock.systemUTC());
        var users = IntStream.range(0, 16).mapToObj(i -> new UserId("user" + i)).toList();
        users.forEach(house::addHuman);
        var passed = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(users.size());
        try {
            var sets =
                    users.stream()
                            .<Callable<Void>>map(
                                    user ->
                                            () -> {
                                                try {
                                                    house.vouchOnce(user, "+41791234567");
                                                    passed.incrementAndGet();
                                                } catch (Rejection no) {
                                                    assertThat(no.reason())
                                                            .isEqualTo(Reason.PHONE_TAKEN);
                                                }
                                                return null;
                                            })
                            .toList();
            for (var set : pool.invokeAll(sets)) {
                set.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(passed).hasValue(1);
        assertThat(house.listByPhone("+41791234567")).hasSize(1);
    }

    private static List<String> numbersIn(List<RecordedEvent> history) {
        return history.stream()
                .map(RecordedEvent::event)
                .filter(PhoneChanged.class::isInstance)
                .map(event -> ((PhoneChanged) event).number().e164())
                .toList();
    }
}
