package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.plain;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.EmailUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.UpdateHuman.UserUpdated;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.Verification;

class UpdateHumanTest {

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void aUser() {
        domain.known(MINNIE, Optional.of(NUMBER));
    }

    @Test
    void aNewNumberIsSentItsCode() {
        var updated = update(plain(MINNIE), to("+41791234568", Verification.SEND_CODE));

        var sms = domain.outbox.claimDue(domain.clock.instant(), 10, InMemoryDomain.LIFETIME);
        assertThat(sms).hasSize(1);
        assertThat(sms.get(0).sms().sequence())
                .isEqualTo(updated.user().human().phone().pendingCode().orElseThrow().sequence());
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"SEND_CODE", "RETURN_CODE"})
    void theSameNumberChangesNothingAndNobodyGetsACode(Verification how) {
        var before = domain.user(MINNIE);

        var updated = update(ADMIN, to(NUMBER.e164(), how));

        assertThat(updated).isEqualTo(new UserUpdated(before, Optional.empty(), Optional.empty()));
        assertThat(domain.history(MINNIE)).hasSize(1);
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void theSmsOfANumberBelongsToItsCodeAlsoIfMoreHasChanged() {
        var update =
                new HumanUpdate(
                        Optional.of("minnie"),
                        Optional.empty(),
                        Optional.of(
                                new EmailUpdate(
                                        new EmailAddress("m@example.com"),
                                        Verification.RETURN_CODE)),
                        Optional.of(
                                new PhoneUpdate(
                                        Optional.of("+41791234568"), Verification.SEND_CODE)));

        var updated = update(ADMIN, update);

        assertThat(updated.emailCode()).isPresent();
        assertThat(updated.phoneCode()).isEmpty();
        domain.deliver();
        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.events(MINNIE)).last().isEqualTo(new UserEvent.PhoneCodeSent());
    }

    @Test
    void aRefusedUpdateLeavesNothingBehind() {
        domain.known(new UserId("daisy"), Optional.empty());
        var update =
                new HumanUpdate(
                        Optional.of("DAISY@example.com"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                new PhoneUpdate(
                                        Optional.of("+41791234568"), Verification.SEND_CODE)));

        assertRejected(Reason.USERNAME_TAKEN, () -> update(ADMIN, update));

        assertThat(domain.history(MINNIE)).hasSize(1);
        assertThat(domain.outbox.size()).isZero();
    }

    private UserUpdated update(Caller caller, HumanUpdate update) {
        return domain.update(caller, MINNIE, update);
    }

    private static HumanUpdate to(String number, Verification how) {
        return new HumanUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PhoneUpdate(Optional.of(number), how)));
    }
}
