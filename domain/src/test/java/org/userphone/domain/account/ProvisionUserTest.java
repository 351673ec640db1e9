package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Human;
import org.userphone.domain.user.Machine;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Verification;

class ProvisionUserTest {

    private static final UserId DAISY = new UserId("daisy");
    private static final Instant ISSUED = NOON.minusSeconds(60);
    private static final Verification VERIFIED = Verification.ALREADY_VERIFIED;

    private InMemoryDomain domain = new InMemoryDomain();

    @Test
    void aPersonBecomesAUserByWhatTheProviderSaysAndTheHistoryTellsByWhom() {
        assertThat(provision(minnie("mouse", VERIFIED, Optional.of("079 123 45 67"), VERIFIED)))
                .isEmpty();

        var user = domain.user(MINNIE);
        assertThat(user.username()).isEqualTo("mouse");
        assertThat(user.resourceOwner()).isEqualTo(ACME);
        assertThat(user.human().profile().displayName()).isEqualTo("Minnie M.");
        assertThat(user.human().email())
                .isEqualTo(new Email.Verified(new EmailAddress("minnie@example.com")));
        assertThat(user.human().phone()).isEqualTo(new Phone.Verified(NUMBER));
        assertThat(domain.history(MINNIE))
                .extracting(RecordedEvent::editor)
                .containsOnly(Editor.PROVISIONING);
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE))).isEqualTo(user);
    }

    @Test
    void aNumberThatNobodyVouchesForWaitsForItsFirstCodeAndCostsNoSms() {
        provision(
                minnie(
                        "mouse",
                        Verification.NONE,
                        Optional.of("079 123 45 67"),
                        Verification.NONE));

        assertThat(phone()).isEqualTo(new Phone.Unverified(NUMBER, Optional.empty()));
        assertThat(domain.user(MINNIE).human().email()).isInstanceOf(Email.Unverified.class);
        assertThat(domain.outbox.size()).isZero();

        domain.resend(plain(MINNIE), MINNIE, Verification.SEND_CODE);
        assertThat(phone().pendingCode()).isPresent();
        assertThat(domain.outbox.size()).isOne();
    }

    @Test
    void whoIsAUserAlreadyStaysAsTheUserIsUnlessThatIsWanted() {
        provision(minnie("mouse", Verification.NONE, Optional.empty(), Verification.NONE));
        var before = domain.history(MINNIE);

        provision(minnie("minnie", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED));

        assertThat(domain.history(MINNIE)).isEqualTo(before);
    }

    @Test
    void aUserIsKeptAsTheProviderSaysAndWhatIsTheSameRecordsNothing() {
        provision(minnie("mouse", Verification.NONE, Optional.empty(), Verification.NONE));

        update(minnie("minnie", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED));
        var user = domain.user(MINNIE);
        update(minnie("minnie", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED));

        assertThat(user.username()).isEqualTo("minnie");
        assertThat(user.human().email()).isInstanceOf(Email.Verified.class);
        assertThat(user.human().phone()).isEqualTo(new Phone.Verified(NUMBER));
        assertThat(domain.user(MINNIE)).isEqualTo(user);
    }

    @Test
    void aNumberThatIsVerifiedStaysWhenTheProvidersIsNot() {
        provision(minnie("mouse", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED));

        update(minnie("mouse", Verification.NONE, Optional.of("+41791234568"), Verification.NONE));
        assertThat(phone()).isEqualTo(new Phone.Verified(NUMBER));
        assertThat(domain.user(MINNIE).human().email()).isInstanceOf(Email.Verified.class);

        update(minnie("mouse", Verification.NONE, Optional.of("+41791234568"), VERIFIED));
        assertThat(phone()).isEqualTo(new Phone.Verified(new PhoneNumber("+41791234568")));
    }

    @Test
    void whoseNameIsTakenGetsTheAddressForAUsernameOrElseTheId() {
        provision(named(DAISY, "Mouse", "daisy@example.com"));

        provision(named(MINNIE, "mouse", "minnie@example.com"));
        provision(named(new UserId("third"), "mouse", "MINNIE@example.com"));

        assertThat(domain.user(MINNIE).username()).isEqualTo("minnie@example.com");
        assertThat(domain.user(new UserId("third")).username()).isEqualTo("third");
    }

    @Test
    void aNameThatAnotherHasIsNotTakenOverLater() {
        provision(named(DAISY, "daisy", "daisy@example.com"));
        provision(named(MINNIE, "mouse", "minnie@example.com"));

        update(named(MINNIE, "DAISY", "minnie@example.com"));

        assertThat(domain.user(MINNIE).username()).isEqualTo("mouse");
    }

    @Test
    void aNumberThatCannotBeOneIsLeftOut() {
        assertThat(provision(minnie("mouse", VERIFIED, Optional.of("+41 79 1"), VERIFIED)))
                .contains(Reason.PHONE_INVALID);

        assertThat(phone()).isEqualTo(new Phone.None());
    }

    @Test
    void aNumberThatAnotherHasVerifiedIsNotTakenAsVerified() {
        domain =
                new InMemoryDomain(
                        GuardPolicy.NONE,
                        TestNumbers.NONE,
                        InMemoryDomain.CALLERS,
                        Uniqueness.INSTANCE);
        provision(
                of(
                        DAISY,
                        ACME,
                        "daisy",
                        "daisy@example.com",
                        VERIFIED,
                        Optional.of(NUMBER.e164()),
                        VERIFIED));

        assertThat(provision(minnie("mouse", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED)))
                .contains(Reason.PHONE_TAKEN);
        assertThat(phone()).isEqualTo(new Phone.Unverified(NUMBER, Optional.empty()));

        assertThat(update(minnie("mouse", VERIFIED, Optional.of(NUMBER.e164()), VERIFIED)))
                .contains(Reason.PHONE_TAKEN);
        assertThat(phone()).isEqualTo(new Phone.Unverified(NUMBER, Optional.empty()));
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE)))
                .isEqualTo(domain.user(MINNIE));
    }

    @Test
    void theUserOfAnotherOrganisationAndAMachineAreNotTouched() {
        provision(
                of(MINNIE, OTHER, "mouse", "m@example.com", VERIFIED, Optional.empty(), VERIFIED));
        var robot =
                domain.memory.in(
                        () ->
                                domain.addMachine.add(
                                        ADMIN,
                                        new NewMachine(
                                                ACME,
                                                Optional.of(DAISY),
                                                Optional.empty(),
                                                new Machine(
                                                        "Robot",
                                                        Optional.empty(),
                                                        AccessTokenType.JWT))));

        assertRejected(
                Reason.USER_EXISTS, () -> provision(named(MINNIE, "mouse", "x@example.com")));
        assertRejected(Reason.USER_EXISTS, () -> update(named(DAISY, "daisy", "x@example.com")));
        assertThat(domain.user(MINNIE).resourceOwner()).isEqualTo(OTHER);
        assertThat(domain.user(DAISY)).isEqualTo(robot);
    }

    @Test
    void aTokenFromBeforeTheDeletionDoesNotBringTheUserBackAndOneFromLaterDoes() {
        provision(named(MINNIE, "mouse", "minnie@example.com"));
        domain.delete(ADMIN, MINNIE);

        provision(named(MINNIE, "mouse", "minnie@example.com"));
        assertThat(domain.users.find(MINNIE)).isEmpty();

        domain.clock.advance(Duration.ofMinutes(1));
        domain.provisionUser.provision(
                plain(MINNIE),
                named(MINNIE, "mouse", "minnie@example.com"),
                domain.clock.instant(),
                false);
        assertThat(domain.user(MINNIE).type()).isInstanceOf(Human.class);
    }

    private Phone phone() {
        return domain.user(MINNIE).human().phone();
    }

    private Optional<Reason> provision(Identity identity) {
        return domain.provisionUser.provision(plain(identity.id()), identity, ISSUED, false);
    }

    private Optional<Reason> update(Identity identity) {
        return domain.provisionUser.provision(plain(identity.id()), identity, ISSUED, true);
    }

    private static Identity named(UserId id, String username, String email) {
        return of(id, ACME, username, email, VERIFIED, Optional.empty(), Verification.NONE);
    }

    private static Identity minnie(
            String username, Verification email, Optional<String> phone, Verification ofPhone) {
        return of(MINNIE, ACME, username, "minnie@example.com", email, phone, ofPhone);
    }

    private static Identity of(
            UserId id,
            OrganisationId organisation,
            String username,
            String email,
            Verification ofEmail,
            Optional<String> phone,
            Verification ofPhone) {
        return new Identity(
                id,
                organisation,
                Optional.of(username),
                new ProfileUpdate(
                        Optional.of("Minnie"),
                        Optional.of("Mouse"),
                        Optional.empty(),
                        Optional.of("Minnie M."),
                        Optional.of("de"),
                        Optional.empty()),
                new EmailAddress(email),
                ofEmail,
                phone,
                ofPhone);
    }
}
