package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.Verification;

class ResendPhoneCodeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUser() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void aNewCodeReplacesTheOldOne() {
        var old = set();
        domain.clock.advance(MINUTE);

        var code = domain.resend(ADMIN, MINNIE, Verification.RETURN_CODE).code().orElseThrow();

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, old));
        domain.verify(ADMIN, MINNIE, code.text());
    }

    @Test
    void anExpiredOrSpentCodeIsReplacedToo() {
        set();
        for (int i = 0; i < 5; i++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, "wrong"));
        }
        domain.clock.advance(InMemoryDomain.LIFETIME.plusSeconds(1));

        var code = domain.resend(ADMIN, MINNIE, Verification.RETURN_CODE).code().orElseThrow();

        domain.verify(ADMIN, MINNIE, code.text());
    }

    @Test
    void thatItWasTooSoonIsInTheHistoryOnceAndNoCodeIsMade() {
        set();
        int before = domain.events(MINNIE).size();

        assertTooSoon(MINUTE);
        domain.clock.advance(Duration.ofSeconds(1));
        assertTooSoon(MINUTE.minusSeconds(1));

        assertThat(domain.events(MINNIE))
                .hasSize(before + 1)
                .last()
                .isEqualTo(new LimitExceeded(Limit.PHONE_CODE_RESENDS, MINUTE));
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void theCodeIsSentIfTheCallerDoesNotAskForIt() {
        set();
        domain.clock.advance(MINUTE);

        var sent = domain.resend(plain(MINNIE), MINNIE, Verification.SEND_CODE);

        assertThat(sent.code()).isEmpty();
        assertThat(domain.outbox.size()).isEqualTo(1);
    }

    @Test
    void aCodeThatIsReturnedHasNotToWait() {
        set();

        for (int i = 0; i < 3; i++) {
            domain.resend(ADMIN, MINNIE, Verification.RETURN_CODE);
        }
        assertTooSoon(Duration.ofMinutes(5));
    }

    @Test
    void theWaitGrowsWithEachResend() {
        var how = Verification.SEND_CODE;
        set();
        assertTooSoon(MINUTE);
        domain.clock.advance(MINUTE.minusMillis(1));
        assertTooSoon(Duration.ofMillis(1));
        domain.clock.advance(Duration.ofMillis(1));
        domain.resend(ADMIN, MINNIE, how);
        assertTooSoon(Duration.ofMinutes(2));
        domain.clock.advance(Duration.ofMinutes(2));
        domain.resend(ADMIN, MINNIE, how);
        assertTooSoon(Duration.ofMinutes(5));
        domain.clock.advance(Duration.ofMinutes(5));
        domain.resend(ADMIN, MINNIE, how);
        assertTooSoon(Duration.ofMinutes(5));
    }

    @Test
    void withoutAPendingCodeThereIsNothingToResend() {
        assertRejected(
                Reason.CODE_NOT_PENDING,
                () -> domain.resend(ADMIN, MINNIE, Verification.SEND_CODE));
        domain.set(ADMIN, MINNIE, NUMBER.e164(), Verification.ALREADY_VERIFIED);
        assertRejected(
                Reason.CODE_NOT_PENDING,
                () -> domain.resend(ADMIN, MINNIE, Verification.SEND_CODE));
    }

    @Test
    void usersResendToThemselvesButNeverGetTheCode() {
        set();
        domain.clock.advance(MINUTE);

        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.resend(plain(MINNIE), MINNIE, Verification.RETURN_CODE));
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.resend(adminOf(OTHER), MINNIE, Verification.SEND_CODE));
        domain.resend(adminOf(ACME), MINNIE, Verification.RETURN_CODE);
    }

    @Test
    void removingClearsTheNumberAndItsPendingCode() {
        var code = set();

        var user = domain.remove(plain(MINNIE), MINNIE);

        assertThat(user.human().phone()).isEqualTo(new Phone.None());
        assertThat(domain.events(MINNIE)).last().isEqualTo(new PhoneRemoved());
        domain.clock.advance(MINUTE);
        assertRejected(
                Reason.CODE_NOT_PENDING,
                () -> domain.resend(ADMIN, MINNIE, Verification.SEND_CODE));
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, code));
        assertRejected(Reason.PHONE_NOT_SET, () -> domain.remove(ADMIN, MINNIE));
        set();
    }

    @Test
    void removingTakesTheUserOrUserWrite() {
        set();

        assertRejected(Reason.PERMISSION_MISSING, () -> domain.remove(adminOf(OTHER), MINNIE));
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> domain.remove(plain(new UserId("stranger")), MINNIE));
        assertRejected(
                Reason.PHONE_USER_NOT_FOUND, () -> domain.remove(ADMIN, new UserId("unknown")));
        domain.remove(adminOf(ACME), MINNIE);
    }

    private String set() {
        return domain.set(ADMIN, MINNIE, NUMBER.e164(), Verification.RETURN_CODE)
                .code()
                .orElseThrow()
                .text();
    }

    private void assertTooSoon(Duration wait) {
        assertThatThrownBy(() -> domain.resend(ADMIN, MINNIE, Verification.SEND_CODE))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(Reason.RESEND_TOO_SOON);
                            assertThat(no.retryAfter()).contains(wait);
                        });
    }
}
