package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Verification;

class VerifyPhoneTest {

    private static final Caller STRANGER = plain(new UserId("stranger"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String WRONG = "wrong";

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUser() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void whoeverHasTheCodeProvesTheNumberOnce() {
        var code = set("+41791234567");

        var user = domain.verify(STRANGER, MINNIE, code);

        assertThat(user.human().phone())
                .isEqualTo(new Phone.Verified(new PhoneNumber("+41791234567")));
        assertThat(last()).isEqualTo(new PhoneVerified());
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, code));
        assertThat(domain.user(MINNIE).human().phone()).isInstanceOf(Phone.Verified.class);
    }

    @Test
    void aWrongCodeIsRememberedAndRefused() {
        var code = set("+41791234567");
        long before = domain.user(MINNIE).last().sequence();

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, WRONG));

        assertThat(last()).isEqualTo(new PhoneVerificationFailed(true));
        assertThat(domain.user(MINNIE).last().sequence()).isEqualTo(before + 1);
        domain.verify(STRANGER, MINNIE, code);
    }

    @Test
    void caseBlanksAndHyphensOfACodeAreReadOverAndCostNoTry() {
        var code = set("+41791234567");
        var typed = " " + code.substring(0, 3) + "-" + code.substring(3).toLowerCase(Locale.ROOT);

        domain.verify(STRANGER, MINNIE, typed);

        assertThat(domain.events(MINNIE)).last().isEqualTo(new PhoneVerified());
    }

    @Test
    void anExpiredCodeIsLikeAWrongOneButNothingIsRecorded() {
        var code = set("+41791234567");
        domain.clock.advance(InMemoryDomain.LIFETIME);

        assertNothingIsRecorded(STRANGER, code);
    }

    @Test
    void withoutAPendingCodeEveryCodeIsWrongAndNothingIsRecorded() {
        for (int i = 0; i < 200; i++) {
            assertNothingIsRecorded(STRANGER, WRONG);
            assertNothingIsRecorded(plain(MINNIE), WRONG);
        }

        domain.verify(STRANGER, MINNIE, set("+41791234567"));
    }

    @Test
    void anUnknownUserIsNotFound() {
        assertRejected(
                Reason.PHONE_USER_NOT_FOUND,
                () -> domain.verify(STRANGER, new UserId("unknown"), WRONG));
    }

    @Test
    void theCodeOfAnEarlierNumberProvesNothing() {
        var early = set("+41791234567");
        set("+41791234568");

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, early));
    }

    @Test
    void aCodeIsSpentAfterFiveWrongTriesAndNobodyLearnsWhetherTheSixthWasRight() {
        var code = set("+41791234567");
        fail(5);
        long before = domain.user(MINNIE).last().sequence();

        assertTooMany(MINUTE, code);
        assertTooMany(MINUTE, WRONG);

        assertThat(domain.user(MINNIE).last().sequence()).isEqualTo(before + 1);
        assertThat(domain.events(MINNIE))
                .last()
                .isEqualTo(new LimitExceeded(Limit.PHONE_CODE_ATTEMPTS, MINUTE));
    }

    @Test
    void whoHasSpentACodeAndWaitedAsToldGetsAnotherBySmsAndEntersIt() {
        set("+41791234567");
        fail(5);
        assertTooMany(MINUTE, WRONG);
        domain.clock.advance(MINUTE);
        assertTooMany(Duration.ofSeconds(1), WRONG);

        domain.resend(plain(MINNIE), MINNIE, Verification.SEND_CODE);

        var sent = domain.outbox.claimDue(domain.clock.instant(), 1, MINUTE).get(0).sms();
        domain.verify(plain(MINNIE), MINNIE, sent.code().text());
    }

    @Test
    void aRefusalIsRememberedAnewOnceSomethingElseHasHappened() {
        set("+41791234567");
        fail(5);
        assertTooMany(MINUTE, WRONG);
        var code = set("+41791234568");
        fail(5);

        assertTooMany(MINUTE, code);

        assertThat(domain.events(MINNIE)).filteredOn(LimitExceeded.class::isInstance).hasSize(2);
    }

    @Test
    void aNewCodeDoesNotMakeTheUsersFailuresOfTheDayForgotten() {
        for (int i = 0; i < 4; i++) {
            set("+4179123456" + i);
            fail(plain(MINNIE), 5);
        }
        var code = set("+41791234569");

        assertTooMany(plain(MINNIE), Duration.ofHours(24), code);
        assertTooMany(ADMIN, Duration.ofHours(24), code);
        domain.clock.advance(Duration.ofHours(24));
        set("+41791234560");
        fail(plain(MINNIE), 1);
    }

    @Test
    void aHolderOfUserWriteFailsForTheUser() {
        for (int i = 0; i < 4; i++) {
            set("+4179123456" + i);
            fail(adminOf(ACME), 5);
        }

        assertTooMany(plain(MINNIE), Duration.ofHours(24), set("+41791234569"));
    }

    @Test
    void howeverManyOthersGuessTheyHaveFiveTriesAtACodeAndTwentyADayAndOnlyTheyAreLockedOut() {
        for (int i = 0; i < 4; i++) {
            set("+4179123456" + i);
            for (int guesser = 0; guesser < 5; guesser++) {
                fail(from("192.0.2." + (5 * i + guesser), "guesser-" + i + "-" + guesser), 1);
            }
        }
        var code = set("+41791234569");

        assertTooMany(from("198.51.100.1", "yet another"), Duration.ofHours(24), code);
        assertTooMany(adminOf(OTHER), Duration.ofHours(24), code);
        domain.verify(plain(MINNIE), MINNIE, code);
    }

    @Test
    void othersWhoGuessForMonthsDoNotKeepTheUserFromProvingANumber() {
        for (int day = 0; day < 90; day++) {
            domain.clock.advance(Duration.ofHours(24));
            for (int i = 0; i < 4; i++) {
                set("+417912345%02d".formatted(day % 2 * 10 + i));
                fail(plain(new UserId("guesser-" + day + "-" + i)), 5);
            }
        }

        domain.verify(plain(MINNIE), MINNIE, set("+41791234567"));
    }

    @Test
    void whoeverCarriesTheIdOfTheUserInAnotherOrganisationIsAnOther() {
        var namesake = new Caller(MINNIE, Optional.of(OTHER), Set.of(), Set.of(), Origin.UNKNOWN);
        set("+41791234567");

        fail(namesake, 1);

        assertThat(last()).isEqualTo(new PhoneVerificationFailed(true));
    }

    @Test
    void aCallerWhoGuessesForManyUsersIsRefusedAndLeavesNoTraceInTheHistoryOfTheNext() {
        guessForManyUsers(20, i -> STRANGER);
        var code = set("+41791234567");

        assertNothingIsRecorded(STRANGER, Reason.TOO_MANY_ATTEMPTS, code);
        assertTooMany(STRANGER, Duration.ofHours(1), WRONG);
        domain.clock.advance(Duration.ofHours(1));
        domain.verify(STRANGER, MINNIE, set("+41791234568"));
    }

    @Test
    void aClientAddressIsRefusedHoweverManyTokensItUses() {
        guessForManyUsers(20, i -> from("2001:db8::1", "guesser-" + i));
        var code = set("+41791234567");

        assertTooMany(from("2001:db8::2", "fresh"), Duration.ofHours(1), code);
        domain.verify(from("192.0.2.1", "elsewhere"), MINNIE, code);
    }

    @Test
    void ofAThousandParallelGuessesOfOneCallerAtManyUsersTwentyAreCompared() throws Exception {
        var targets = IntStream.range(0, 100).mapToObj(i -> new UserId("user-" + i)).toList();
        for (int i = 0; i < targets.size(); i++) {
            domain.known(targets.get(i), Optional.empty());
            domain.set(
                    ADMIN, targets.get(i), "+417911122%02d".formatted(i), Verification.RETURN_CODE);
        }
        var pool = Executors.newFixedThreadPool(8);
        try {
            var calls =
                    IntStream.range(0, 1000)
                            .<Callable<Boolean>>mapToObj(
                                    i -> () -> succeeds(domain, targets.get(i % 100), WRONG))
                            .toList();
            for (var done : pool.invokeAll(calls)) {
                assertThat(done.get()).isFalse();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(targets)
                .flatExtracting(domain::events)
                .filteredOn(PhoneVerificationFailed.class::isInstance)
                .hasSize(20);
    }

    @Test
    void failuresOfTheUserAreKeptAfterARightCode() {
        var code = set("+41791234567");
        fail(plain(MINNIE), 2);
        fail(STRANGER, 2);
        domain.verify(plain(MINNIE), MINNIE, code);

        assertThat(domain.user(MINNIE).human().phoneFailures().own()).hasSize(2);
        assertThat(domain.user(MINNIE).human().phoneFailures().ofOthers()).hasSize(2);
    }

    @Test
    void ofAThousandParallelWrongTriesFiveAreCompared() throws Exception {
        set("+41791234567");

        assertThat(parallel(1000, WRONG)).isZero();

        assertThat(domain.events(MINNIE).stream().filter(PhoneVerificationFailed.class::isInstance))
                .hasSize(5);
    }

    @Test
    void ofAHundredParallelRightTriesOneSucceeds() throws Exception {
        assertThat(parallel(100, set("+41791234567"))).isEqualTo(1);
    }

    @Test
    void aCodeFromBeforeAChangeNeverVerifiesTheNewNumberHoweverTheyRace() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10_000; round++) {
                var world = new InMemoryDomain();
                world.known(MINNIE, Optional.empty());
                var early =
                        world.set(ADMIN, MINNIE, "+41791234567", Verification.RETURN_CODE)
                                .code()
                                .orElseThrow()
                                .text();
                Callable<Object> change =
                        () -> world.set(ADMIN, MINNIE, "+41791234568", Verification.SEND_CODE);
                Callable<Object> verify = () -> succeeds(world, early);
                for (var done : pool.invokeAll(List.of(change, verify))) {
                    done.get();
                }
                assertThat(world.user(MINNIE).human().phone())
                        .isInstanceOf(Phone.Unverified.class)
                        .extracting(phone -> phone.number().orElseThrow().e164())
                        .isEqualTo("+41791234568");
            }
        } finally {
            pool.shutdown();
        }
    }

    private int parallel(int tries, String code) throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        var successes = new AtomicInteger();
        try {
            Callable<Void> verify =
                    () -> {
                        if (succeeds(domain, code)) {
                            successes.incrementAndGet();
                        }
                        return null;
                    };
            for (var done :
                    pool.invokeAll(IntStream.range(0, tries).mapToObj(i -> verify).toList())) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
        return successes.get();
    }

    private void guessForManyUsers(int failures, IntFunction<Caller> callers) {
        for (int i = 0; i < failures; i++) {
            var target = new UserId("target-" + i);
            domain.known(target, Optional.empty());
            domain.set(ADMIN, target, "+417911122%02d".formatted(i), Verification.RETURN_CODE);
            var caller = callers.apply(i);
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(caller, target, WRONG));
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Caller from(String address, String id) {
        return plain(new UserId(id)).at(Origin.of(ClientAddress.of(address(address))));
    }

    private void assertNothingIsRecorded(Caller caller, String code) {
        assertNothingIsRecorded(caller, Reason.CODE_INVALID, code);
    }

    private void assertNothingIsRecorded(Caller caller, Reason reason, String code) {
        var before = domain.events(MINNIE);
        assertRejected(reason, () -> domain.verify(caller, MINNIE, code));
        assertThat(domain.events(MINNIE)).isEqualTo(before);
    }

    private static boolean succeeds(InMemoryDomain domain, String code) {
        return succeeds(domain, MINNIE, code);
    }

    private static boolean succeeds(InMemoryDomain domain, UserId target, String code) {
        try {
            domain.verify(STRANGER, target, code);
            return true;
        } catch (Rejection e) {
            return false;
        }
    }

    private String set(String number) {
        return domain.set(ADMIN, MINNIE, number, Verification.RETURN_CODE)
                .code()
                .orElseThrow()
                .text();
    }

    private void fail(int times) {
        fail(STRANGER, times);
    }

    private void fail(Caller caller, int times) {
        for (int i = 0; i < times; i++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(caller, MINNIE, WRONG));
        }
    }

    private void assertTooMany(Duration wait, String code) {
        assertTooMany(STRANGER, wait, code);
    }

    private void assertTooMany(Caller caller, Duration wait, String code) {
        assertThatThrownBy(() -> domain.verify(caller, MINNIE, code))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
                            assertThat(no.retryAfter()).contains(wait);
                        });
    }

    private UserEvent last() {
        var events = domain.events(MINNIE);
        return events.get(events.size() - 1);
    }
}
