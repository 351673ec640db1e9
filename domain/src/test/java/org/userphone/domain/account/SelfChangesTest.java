package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.user.Verification;

/** How often users may change their own account. */
class SelfChangesTest {

    private static final Caller SELF = plain(MINNIE);

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUser() {
        domain.known(MINNIE, Optional.of(NUMBER));
    }

    @Test
    void afterThirtyChangesInAnHourUsersCannotFillTheirHistoryByAnyCall() {
        for (int i = 0; i < 30; i++) {
            rename(SELF, i);
        }
        var before = domain.events(MINNIE);

        assertLimited(Duration.ofHours(1), () -> rename(SELF, 30));
        assertLimited(
                Duration.ofHours(1),
                () -> domain.set(SELF, MINNIE, "+41791234568", Verification.SEND_CODE));
        assertLimited(
                Duration.ofHours(1),
                () -> domain.memory.in(() -> domain.removePhone.remove(SELF, MINNIE)));
        assertThat(domain.events(MINNIE)).isEqualTo(before);
    }

    @Test
    void aResendOfACodeCountsToo() {
        domain.set(SELF, MINNIE, "+41791234568", Verification.SEND_CODE);
        for (int i = 0; i < 29; i++) {
            rename(SELF, i);
        }
        domain.clock.advance(Duration.ofMinutes(5));

        assertLimited(
                Duration.ofMinutes(55),
                () ->
                        domain.memory.keeping(
                                Rejection.class,
                                () ->
                                        domain.resendPhoneCode.resend(
                                                SELF, MINNIE, Verification.SEND_CODE)));
    }

    @Test
    void anHourLaterTheyMayChangeAgain() {
        for (int i = 0; i < 30; i++) {
            rename(SELF, i);
        }
        domain.clock.advance(Duration.ofHours(1));

        rename(SELF, 30);
    }

    @Test
    void whatChangesNothingAndWhatHoldersOfUserWriteChangeIsNotCounted() {
        for (int i = 0; i < 100; i++) {
            rename(ADMIN, 1);
            rename(adminOf(ACME), 0);
            rename(SELF, 0);
        }
        for (int i = 0; i < 30; i++) {
            rename(SELF, i + 2);
        }
    }

    @Test
    void ofManyParallelChangesThirtyAreMade() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            var changes =
                    IntStream.range(0, 200)
                            .<Callable<Boolean>>mapToObj(i -> () -> succeeds(i))
                            .toList();
            int made = 0;
            for (var change : pool.invokeAll(changes)) {
                made += change.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(30);
        } finally {
            pool.shutdown();
        }
        assertThat(domain.events(MINNIE)).hasSize(1 + 30);
    }

    private boolean succeeds(int number) {
        try {
            rename(SELF, number);
            return true;
        } catch (Rejection e) {
            return false;
        }
    }

    private void rename(Caller caller, int number) {
        var update =
                new HumanUpdate(
                        Optional.of("minnie-" + number),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        domain.update(caller, MINNIE, update);
    }

    private static void assertLimited(Duration wait, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(Reason.SELF_CHANGES_LIMITED);
                            assertThat(no.retryAfter()).contains(wait);
                        });
    }
}
