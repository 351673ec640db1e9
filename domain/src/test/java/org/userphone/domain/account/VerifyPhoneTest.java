package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
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

        assertThat(last()).isEqualTo(new PhoneVerificationFailed());
        assertThat(domain.user(MINNIE).last().sequence()).isEqualTo(before + 1);
        domain.verify(STRANGER, MINNIE, code);
    }

    @Test
    void theCaseOfACodeCounts() {
        var code = set("+41791234567");

        assertRejected(
                Reason.CODE_INVALID,
                () ->
                        domain.verify(
                                STRANGER, MINNIE, " " + code.toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void anExpiredCodeIsLikeAWrongOne() {
        var code = set("+41791234567");
        domain.clock.advance(InMemoryDomain.LIFETIME);

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, code));
        assertThat(last()).isEqualTo(new PhoneVerificationFailed());
    }

    @Test
    void withoutAPendingCodeEveryCodeIsWrong() {
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, WRONG));
        assertThat(last()).isEqualTo(new PhoneVerificationFailed());
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

        assertTooMany(InMemoryDomain.LIFETIME, code);
        assertTooMany(InMemoryDomain.LIFETIME, WRONG);

        assertThat(domain.user(MINNIE).last().sequence()).isEqualTo(before + 1);
        assertThat(domain.events(MINNIE))
                .last()
                .isEqualTo(new LimitExceeded(Limit.PHONE_CODE_ATTEMPTS, InMemoryDomain.LIFETIME));
    }

    @Test
    void aRefusalIsRememberedAnewOnceSomethingElseHasHappened() {
        set("+41791234567");
        fail(5);
        assertTooMany(InMemoryDomain.LIFETIME, WRONG);
        var code = set("+41791234568");
        fail(5);

        assertTooMany(InMemoryDomain.LIFETIME, code);

        assertThat(domain.events(MINNIE)).filteredOn(LimitExceeded.class::isInstance).hasSize(2);
    }

    @Test
    void aNewCodeDoesNotMakeTheFailuresOfTheDayForgotten() {
        for (int i = 0; i < 4; i++) {
            set("+4179123456" + i);
            fail(5);
        }
        var code = set("+41791234569");

        assertTooMany(Duration.ofHours(24), code);
        domain.clock.advance(Duration.ofHours(24));
        set("+41791234560");
        fail(1);
    }

    @Test
    void aHundredFailuresInARowEndItForGood() {
        for (int day = 0; day < 5; day++) {
            for (int i = 0; i < 4; i++) {
                set("+41791234" + day + "0" + i);
                fail(5);
            }
            domain.clock.advance(Duration.ofHours(24));
        }
        var code = set("+41791234567");

        assertTooMany(Duration.ofHours(24), code);
    }

    @Test
    void aRightCodeEndsTheRowOfFailures() {
        var code = set("+41791234567");
        fail(4);
        domain.verify(STRANGER, MINNIE, code);

        assertThat(domain.user(MINNIE).human().phoneFailures().inARow()).isZero();
        assertThat(domain.user(MINNIE).human().phoneFailures().recent()).hasSize(4);
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

    private static boolean succeeds(InMemoryDomain domain, String code) {
        try {
            domain.verify(STRANGER, MINNIE, code);
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
        for (int i = 0; i < times; i++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, WRONG));
        }
    }

    private void assertTooMany(Duration wait, String code) {
        assertThatThrownBy(() -> domain.verify(STRANGER, MINNIE, code))
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
