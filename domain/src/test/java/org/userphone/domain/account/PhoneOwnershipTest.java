package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.plain;
import static org.userphone.domain.user.People.profile;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.UserEvent.LimitExceeded;
import org.userphone.domain.user.Verification;

class PhoneOwnershipTest {

    private static final UserId DAISY = new UserId("daisy");

    private InMemoryDomain domain;

    @Test
    void whoEntersTheCodeForANumberThatAnotherHasVerifiedIsRefusedAndBothHistoriesTell() {
        minnieHasVerified(Uniqueness.INSTANCE);
        var code = code(DAISY);

        assertRejected(Reason.PHONE_TAKEN, () -> domain.verify(plain(DAISY), DAISY, code));
        assertRejected(Reason.PHONE_TAKEN, () -> domain.verify(plain(DAISY), DAISY, code));

        assertThat(domain.user(DAISY).human().phone()).isInstanceOf(Phone.Unverified.class);
        assertThat(domain.events(DAISY))
                .filteredOn(LimitExceeded.class::isInstance)
                .containsExactly(new LimitExceeded(Limit.PHONE_TAKEN, Duration.ZERO));
        assertThat(domain.events(MINNIE))
                .filteredOn(LimitExceeded.class::isInstance)
                .containsExactly(new LimitExceeded(Limit.PHONE_WANTED, Duration.ZERO));
    }

    @Test
    void nobodyVouchesForANumberThatAnotherHasVerified() {
        minnieHasVerified(Uniqueness.INSTANCE);
        domain.known(DAISY, Optional.empty());

        assertRejected(Reason.PHONE_TAKEN, () -> vouch(DAISY));
        assertRejected(
                Reason.PHONE_TAKEN,
                () ->
                        domain.update(
                                ADMIN,
                                DAISY,
                                new HumanUpdate(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(
                                                new PhoneUpdate(
                                                        Optional.of(NUMBER.e164()),
                                                        Verification.ALREADY_VERIFIED)))));
        assertThat(domain.user(DAISY).human().phone()).isEqualTo(new Phone.None());
    }

    @Test
    void aNewUserDoesNotGetANumberThatAnotherHasVerified() {
        minnieHasVerified(Uniqueness.INSTANCE);

        assertRejected(Reason.PHONE_TAKEN, () -> domain.add(ADMIN, daisy()));

        assertThat(domain.users.find(DAISY)).isEmpty();
        assertThat(domain.events(MINNIE))
                .last()
                .isEqualTo(new LimitExceeded(Limit.PHONE_WANTED, Duration.ZERO));
    }

    @Test
    void aNumberMayBeProposedByAnybodyAndIsFreeAgainOnceItIsRemovedChangedOrDeleted() {
        minnieHasVerified(Uniqueness.INSTANCE);
        var code = code(DAISY);
        domain.remove(ADMIN, MINNIE);

        domain.verify(plain(DAISY), DAISY, code);
        assertRejected(Reason.PHONE_TAKEN, () -> vouch(MINNIE));
        domain.set(ADMIN, DAISY, "+41791234568", Verification.ALREADY_VERIFIED);
        vouch(MINNIE);
        domain.delete(ADMIN, MINNIE);
        vouch(DAISY);
    }

    @Test
    void oneOrganisationDoesNotKeepNumbersFromAnother() {
        minnieHasVerified(Uniqueness.ORGANISATION);

        domain.add(ADMIN, daisy());

        assertThat(domain.user(DAISY).human().phone()).isEqualTo(new Phone.Verified(NUMBER));
        domain.known(new UserId("donald"), Optional.empty());
        assertRejected(Reason.PHONE_TAKEN, () -> vouch(new UserId("donald")));
    }

    @Test
    void byDefaultANumberMayBelongToMany() {
        minnieHasVerified(Uniqueness.NONE);

        domain.verify(plain(DAISY), DAISY, code(DAISY));
    }

    private void minnieHasVerified(Uniqueness uniqueness) {
        domain =
                new InMemoryDomain(
                        GuardPolicy.NONE, TestNumbers.NONE, InMemoryDomain.CALLERS, uniqueness);
        domain.organisations.remember(OTHER);
        domain.known(MINNIE, Optional.empty());
        vouch(MINNIE);
    }

    private void vouch(UserId user) {
        domain.set(ADMIN, user, NUMBER.e164(), Verification.ALREADY_VERIFIED);
    }

    private String code(UserId user) {
        domain.known(user, Optional.empty());
        return domain.set(ADMIN, user, NUMBER.e164(), Verification.RETURN_CODE)
                .code()
                .orElseThrow()
                .text();
    }

    private static NewHuman daisy() {
        return new NewHuman(
                OTHER,
                Optional.of(DAISY),
                Optional.empty(),
                profile("Daisy", "Duck"),
                new EmailAddress("daisy@example.com"),
                Verification.NONE,
                Optional.of(NUMBER.e164()),
                Verification.ALREADY_VERIFIED);
    }
}
