package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.plain;
import static org.userphone.domain.user.People.profile;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.UserEvent.EmailVerificationFailed;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.Verification;

class VerifyEmailTest {

    private static final EmailAddress ADDRESS = new EmailAddress("minnie@example.com");
    private static final Caller SELF = plain(MINNIE);
    private static final Caller STRANGER = plain(new UserId("stranger"));

    private final InMemoryDomain domain = new InMemoryDomain();
    private String code;

    @BeforeEach
    void aUserWhoseCodeWasReturned() {
        code =
                domain.add(
                                ADMIN,
                                new NewHuman(
                                        ACME,
                                        Optional.of(MINNIE),
                                        Optional.empty(),
                                        profile("Minnie", "Mouse"),
                                        ADDRESS,
                                        Verification.RETURN_CODE,
                                        Optional.empty(),
                                        Verification.SEND_CODE))
                        .emailCode()
                        .orElseThrow()
                        .text();
    }

    @Test
    void theCodeProvesTheAddressOnce() {
        var user = domain.verifyEmail(STRANGER, MINNIE, code);

        assertThat(user.human().email()).isEqualTo(new Email.Verified(ADDRESS));
        assertThat(domain.events(MINNIE)).last().isEqualTo(new EmailVerified());
        assertRejected(Reason.CODE_INVALID, () -> domain.verifyEmail(STRANGER, MINNIE, code));
    }

    @Test
    void aWrongCodeIsRememberedAndRefusedAndFiveSpendTheCode() {
        for (int i = 0; i < 5; i++) {
            assertRejected(
                    Reason.CODE_INVALID, () -> domain.verifyEmail(STRANGER, MINNIE, "wrong"));
            assertThat(domain.events(MINNIE)).last().isEqualTo(new EmailVerificationFailed(true));
        }

        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verifyEmail(STRANGER, MINNIE, code));
    }

    @Test
    void whatOthersGuessDoesNotKeepTheUserFromProvingTheAddress() {
        for (int i = 0; i < 5; i++) {
            var other = plain(new UserId("stranger-" + i));
            assertRejected(Reason.CODE_INVALID, () -> domain.verifyEmail(other, MINNIE, "wrong"));
        }
        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verifyEmail(STRANGER, MINNIE, code));
        for (int i = 0; i < 4; i++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verifyEmail(SELF, MINNIE, "wrong"));
        }

        assertThat(domain.verifyEmail(SELF, MINNIE, code).human().email())
                .isEqualTo(new Email.Verified(ADDRESS));
    }

    @Test
    void usersWhoGuessWrongFiveTimesSpendTheCodeForThemselves() {
        for (int i = 0; i < 5; i++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verifyEmail(SELF, MINNIE, "wrong"));
        }

        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verifyEmail(SELF, MINNIE, code));
    }

    @Test
    void aCodeOfTheAddressProvesNoNumber() {
        domain.set(ADMIN, MINNIE, "+41791234567", Verification.SEND_CODE);

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(STRANGER, MINNIE, code));
    }

    @Test
    void anUnknownUserIsNotFound() {
        assertRejected(
                Reason.USER_NOT_FOUND,
                () -> domain.verifyEmail(STRANGER, new UserId("unknown"), code));
    }
}
