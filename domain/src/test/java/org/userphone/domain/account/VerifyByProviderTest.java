package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.code.RecordingChecker.RIGHT;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneVerificationFailed;
import org.userphone.domain.user.UserEvent.PhoneVerified;
import org.userphone.domain.user.Verification;

/** A provider makes, sends and checks the codes. */
class VerifyByProviderTest {

    private static final String NUMBER = "+41791234567";
    private static final String WRONG = "000000";
    private static final ByProvider SENT = new ByProvider("42", Optional.of("VE1"));

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUserWhoseCodesAreTheProviders() {
        domain.known(MINNIE, Optional.empty());
        domain.sender.makeCodes("42");
        domain.sender.answer(sms -> new Accepted("42", "VE1"));
    }

    @Test
    void theProviderGetsAnOrderThatHoldsNoCode() {
        setAndSend();

        assertThat(domain.sender.sent())
                .singleElement()
                .satisfies(
                        sms -> {
                            assertThat(sms.isCodeMadeByProvider()).isTrue();
                            assertThat(sms.code().text()).isEmpty();
                            assertThat(sms.recipient().e164()).isEqualTo(NUMBER);
                            assertThat(sms.segments()).isEqualTo(1);
                        });
    }

    @Test
    void theHistoryNamesTheProviderAndWhatItCallsTheCode() {
        setAndSend();

        assertThat(domain.events(MINNIE))
                .endsWith(
                        new PhoneChanged(new PhoneNumber(NUMBER)),
                        new PhoneCodeAdded(
                                new ByProvider("42", Optional.empty()), ByProvider.LIFETIME, false),
                        new PhoneCodeSent(Optional.of(SENT)));
    }

    @Test
    void aCodeThatTheProviderApprovesProvesTheNumber() {
        setAndSend();

        domain.verify(ADMIN, MINNIE, RIGHT);

        assertThat(domain.user(MINNIE).human().phone()).isInstanceOf(Phone.Verified.class);
        assertThat(domain.checker.asked()).containsExactly(SENT);
    }

    @Test
    void aCodeThatItDoesNotApproveIsRememberedAndRefused() {
        setAndSend();

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, WRONG));

        assertThat(domain.events(MINNIE)).endsWith(new PhoneVerificationFailed(false));
        domain.verify(ADMIN, MINNIE, RIGHT);
    }

    @Test
    void aTryThatTheProviderDoesNotAnswerIsNone() {
        setAndSend();
        var before = domain.events(MINNIE);
        domain.checker.keepSilent();

        for (int tries = 0; tries <= InMemoryDomain.ATTEMPTS.perCode(); tries++) {
            assertRejected(
                    Reason.CODE_CHECK_UNAVAILABLE, () -> domain.verify(ADMIN, MINNIE, RIGHT));
        }

        assertThat(domain.events(MINNIE)).isEqualTo(before);
    }

    @Test
    void afterTooManyTriesTheProviderIsAskedNoMore() {
        setAndSend();
        for (int tries = 0; tries < InMemoryDomain.ATTEMPTS.perCode(); tries++) {
            assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, WRONG));
        }

        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verify(ADMIN, MINNIE, RIGHT));

        assertThat(domain.checker.asked()).hasSize(InMemoryDomain.ATTEMPTS.perCode());
    }

    @Test
    void ofTriesAtTheSameTimeNoMoreAreAnsweredThanThereMayBe() {
        setAndSend();
        domain.checker.meanwhile(
                () -> {
                    domain.checker.meanwhile(() -> {});
                    for (int tries = 0; tries < InMemoryDomain.ATTEMPTS.perCode(); tries++) {
                        assertRejected(
                                Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, WRONG));
                    }
                });

        assertRejected(Reason.TOO_MANY_ATTEMPTS, () -> domain.verify(ADMIN, MINNIE, RIGHT));

        assertThat(domain.events(MINNIE)).doesNotContain(new PhoneVerified());
    }

    @Test
    void whatIsSaidOfACodeDoesNotCountForTheNext() {
        setAndSend();
        domain.checker.meanwhile(
                () -> {
                    domain.remove(ADMIN, MINNIE);
                    set("+41791234568");
                });

        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, RIGHT));
    }

    @Test
    void beforeItIsSentAndAfterItExpiredNoCodeIsRight() {
        set(NUMBER);
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, RIGHT));

        domain.deliver();
        domain.clock.advance(ByProvider.LIFETIME);
        assertRejected(Reason.CODE_INVALID, () -> domain.verify(ADMIN, MINNIE, RIGHT));

        assertThat(domain.checker.asked()).isEmpty();
    }

    @Test
    void anOrderThatFailsForAWhileIsGivenAgain() {
        domain.sender.answer(sms -> new Deferred("down"));
        setAndSend();
        domain.sender.answer(sms -> new Accepted("42", "VE1"));
        domain.clock.advance(InMemoryDomain.RETRIES.lease());
        domain.deliver();

        domain.verify(ADMIN, MINNIE, RIGHT);

        assertThat(domain.sender.sent()).hasSize(2);
    }

    @Test
    void suchACodeCannotBeReturned() {
        var before = domain.events(MINNIE);

        assertRejected(
                Reason.CODE_MADE_BY_PROVIDER,
                () -> domain.set(ADMIN, MINNIE, NUMBER, Verification.RETURN_CODE));
        assertThat(domain.events(MINNIE)).isEqualTo(before);

        setAndSend();
        domain.clock.advance(InMemoryDomain.ATTEMPTS.resendWaits().get(0));
        assertRejected(
                Reason.CODE_MADE_BY_PROVIDER,
                () -> domain.resend(ADMIN, MINNIE, Verification.RETURN_CODE));
    }

    private void setAndSend() {
        set(NUMBER);
        domain.deliver();
    }

    private void set(String number) {
        domain.set(ADMIN, MINNIE, number, Verification.SEND_CODE);
    }
}
