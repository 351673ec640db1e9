package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.ATTEMPTS;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.ReadPhoneCode.PhoneCode;
import org.userphone.domain.user.Verification;

class ReadPhoneCodeTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private final Caller minnie = plain(MINNIE);

    @BeforeEach
    void know() {
        domain.known(MINNIE, Optional.empty());
    }

    @Test
    void nothingIsToldWhereNoCodeIsPending() {
        assertThat(read(minnie)).isEmpty();

        domain.set(ADMIN, MINNIE, "+41791234567", Verification.ALREADY_VERIFIED);

        assertThat(read(minnie)).isEmpty();
    }

    @Test
    void aPendingCodeIsToldUntilItExpires() {
        var now = domain.clock.instant();
        send();

        assertThat(read(minnie))
                .contains(
                        new PhoneCode(
                                now.plus(LIFETIME),
                                Optional.of(now.plus(ATTEMPTS.resendWaits().get(0))),
                                ATTEMPTS.perCode()));

        domain.clock.advance(Duration.ofMinutes(5));
        assertThat(read(minnie)).map(PhoneCode::resendAt).contains(Optional.empty());

        domain.clock.advance(LIFETIME.minus(Duration.ofMinutes(5)));
        assertThat(read(minnie)).isEmpty();
    }

    @Test
    void eachWrongCodeLeavesOneTryLessUntilNoneIsLeft() {
        send();
        for (int left = ATTEMPTS.perCode(); left > 0; left--) {
            assertThat(read(minnie)).map(PhoneCode::triesLeft).contains(left);
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(minnie, MINNIE, "wrong"));
        }

        assertThat(read(minnie)).map(PhoneCode::triesLeft).contains(0);
        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verify(minnie, MINNIE, "wrong"));
    }

    @Test
    void theTriesOfADayAreLeftOnlyUntilTheyAreUsedUp() {
        send();
        for (int failures = 0; failures < ATTEMPTS.perDay(); failures++) {
            if (read(minnie).orElseThrow().triesLeft() == 0) {
                domain.clock.advance(Duration.ofMinutes(5));
                domain.resend(minnie, MINNIE, Verification.SEND_CODE);
            }
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(minnie, MINNIE, "wrong"));
        }
        domain.clock.advance(Duration.ofMinutes(5));
        domain.resend(minnie, MINNIE, Verification.SEND_CODE);

        assertThat(read(minnie)).map(PhoneCode::triesLeft).contains(0);
        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verify(minnie, MINNIE, "wrong"));
    }

    @Test
    void theUserAndWhoMayReadItAreToldAndNobodyElse() {
        send();

        assertThat(read(ADMIN)).isEqualTo(read(minnie)).isPresent();
        assertRejected(Reason.PERMISSION_MISSING, () -> read(adminOf(OTHER)));
        assertRejected(Reason.PERMISSION_MISSING, () -> read(plain(new UserId("nobody"))));
        assertRejected(
                Reason.USER_NOT_FOUND,
                () -> domain.readPhoneCode.read(ADMIN, new UserId("unknown")));
    }

    private void send() {
        domain.set(ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE);
    }

    private Optional<PhoneCode> read(Caller caller) {
        return domain.readPhoneCode.read(caller, MINNIE);
    }
}
