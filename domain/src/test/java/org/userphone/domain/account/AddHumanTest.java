package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ChosenIds;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Verification;

class AddHumanTest {

    private static final String WRITTEN = "079 123 45 67";
    private static final OrganisationId UNKNOWN = new OrganisationId("unknown");

    private final InMemoryDomain domain = new InMemoryDomain();

    @Test
    void aMadeIdIsANumberAndLaterUsersSortLater() {
        long earlier = id(named("one"));
        domain.clock.advance(Duration.ofMillis(1));

        assertThat(id(named("two"))).isGreaterThan(earlier);
    }

    @Test
    void aGivenIdIsTaken() {
        assertThat(domain.add(ADMIN, minnie()).user().id()).isEqualTo(MINNIE);
    }

    @Test
    void theUserIsAsAskedForAndAsItWasKept() {
        var user = domain.add(ADMIN, minnie()).user();

        assertThat(user).isEqualTo(domain.user(MINNIE));
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE))).isEqualTo(user);
        assertThat(user.resourceOwner()).isEqualTo(ACME);
        assertThat(user.state()).isEqualTo(UserState.ACTIVE);
        assertThat(user.createdAt()).isEqualTo(NOON);
        assertThat(user.human().profile()).isEqualTo(People.profile("Minnie", "Mouse"));
        assertThat(user.human().phone().number()).contains(NUMBER);
        assertThat(domain.history(MINNIE))
                .extracting(RecordedEvent::editor)
                .containsOnly(Editor.of(ADMIN.id()));
    }

    @Test
    void theNameIsTheAddressUnlessGiven() {
        assertThat(domain.add(ADMIN, minnie()).user().username()).isEqualTo("minnie@example.com");
        assertThat(domain.add(ADMIN, named("mouse")).user().username()).isEqualTo("mouse");
    }

    @Test
    void theNumberLiesInTheFirstEventInItsOneForm() {
        domain.add(ADMIN, minnie());

        assertThat(domain.events(MINNIE).get(0))
                .isInstanceOfSatisfying(
                        HumanAdded.class, added -> assertThat(added.phone()).contains(NUMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, HumanAdded, false, false, 0",
        "NONE, SEND_CODE, HumanAdded PhoneCodeAdded, false, false, 1",
        "NONE, RETURN_CODE, HumanAdded PhoneCodeAdded, false, true, 0",
        "NONE, ALREADY_VERIFIED, HumanAdded PhoneVerified, false, false, 0",
        "RETURN_CODE, NONE, HumanAdded EmailCodeAdded, true, false, 0",
        "RETURN_CODE, SEND_CODE, HumanAdded EmailCodeAdded PhoneCodeAdded, true, false, 1",
        "RETURN_CODE, RETURN_CODE, HumanAdded EmailCodeAdded PhoneCodeAdded, true, true, 0",
        "RETURN_CODE, ALREADY_VERIFIED, HumanAdded EmailCodeAdded PhoneVerified, true, false, 0",
        "ALREADY_VERIFIED, NONE, HumanAdded EmailVerified, false, false, 0",
        "ALREADY_VERIFIED, SEND_CODE, HumanAdded EmailVerified PhoneCodeAdded, false, false, 1",
        "ALREADY_VERIFIED, RETURN_CODE, HumanAdded EmailVerified PhoneCodeAdded, false, true, 0",
        "ALREADY_VERIFIED, ALREADY_VERIFIED, HumanAdded EmailVerified PhoneVerified, false, false, 0",
    })
    void addressAndNumberAreProvedEachInItsOwnWay(
            Verification email,
            Verification phone,
            String events,
            boolean emailCode,
            boolean phoneCode,
            int messages) {
        var added = domain.add(ADMIN, minnie(email, Optional.of(WRITTEN), phone));

        assertThat(domain.events(MINNIE))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(events.split(" "));
        assertThat(added.emailCode().isPresent()).isEqualTo(emailCode);
        assertThat(added.phoneCode().isPresent()).isEqualTo(phoneCode);
        assertThat(domain.outbox.size()).isEqualTo(messages);
    }

    @Test
    void bothReturnedCodesAreTheOnesThatWereRecorded() {
        var added =
                domain.add(
                        ADMIN,
                        minnie(
                                Verification.RETURN_CODE,
                                Optional.of(WRITTEN),
                                Verification.RETURN_CODE));

        assertThat(
                        domain.codes.matches(
                                added.user().human().email().pendingCode().orElseThrow(),
                                MINNIE,
                                "minnie@example.com",
                                added.emailCode().orElseThrow().text(),
                                NOON))
                .isTrue();
        assertThat(
                        domain.codes.matches(
                                added.user().human().phone().pendingCode().orElseThrow(),
                                MINNIE,
                                NUMBER.e164(),
                                added.phoneCode().orElseThrow().text(),
                                NOON))
                .isTrue();
    }

    @Test
    void theMessageBelongsToTheEventThatAddedItsCode() {
        domain.add(
                ADMIN,
                minnie(Verification.RETURN_CODE, Optional.of(WRITTEN), Verification.SEND_CODE));

        var sms = domain.outbox.claimDue(NOON, 1, Duration.ofMinutes(1)).get(0).sms();
        assertThat(sms.sequence()).isEqualTo(3);
        assertThat(sms.recipient()).isEqualTo(NUMBER);
    }

    @Test
    void withoutANumberThereIsNothingToProve() {
        domain.add(ADMIN, minnie(Verification.NONE, Optional.empty(), Verification.SEND_CODE));

        assertThat(domain.events(MINNIE)).hasSize(1);
        assertThat(domain.user(MINNIE).human().phone()).isEqualTo(new Phone.None());
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void anAdminOfTheOrganisationMayAddThereOnly() {
        domain.organisations.remember(OTHER);

        assertRefused(Reason.PERMISSION_MISSING, adminOf(OTHER), named("minnie"));
        domain.add(adminOf(ACME), named("minnie"));
    }

    @Test
    void anAdminOfOneOrganisationCannotMakeAUserOfItOutOfTheIdThatAnotherOnesPeopleCarry() {
        domain.organisations.remember(OTHER);
        var trap =
                with(OTHER, WRITTEN, Optional.of(MINNIE)); // people of ACME carry this id in tokens

        assertRejected(Reason.USER_ID_NOT_CHOSEN, () -> domain.add(adminOf(OTHER), trap));
        assertThat(domain.users.find(MINNIE)).isEmpty();
        domain.add(ADMIN, trap);
        assertRejected(
                Reason.PERMISSION_MISSING,
                () -> new ReadUser(domain.users).read(plain(MINNIE), MINNIE));
    }

    @Test
    void anInstallationMayLetAdminsOfOneOrganisationChooseIds() {
        assertThat(ChosenIds.ORGANISATION.areOpenTo(adminOf(ACME))).isTrue();
        assertThat(ChosenIds.INSTANCE.areOpenTo(adminOf(ACME))).isFalse();
        assertThat(ChosenIds.INSTANCE.areOpenTo(ADMIN)).isTrue();
    }

    @Test
    void nobodyAddsWithoutPermissionNotEvenUnderTheirOwnId() {
        assertRefused(Reason.PERMISSION_MISSING, plain(new UserId("daisy")), minnie());
        assertRefused(
                Reason.PERMISSION_MISSING,
                plain(MINNIE),
                minnie(Verification.NONE, Optional.of(WRITTEN), Verification.RETURN_CODE));
        assertRefused(
                Reason.PERMISSION_MISSING,
                plain(MINNIE),
                minnie(Verification.ALREADY_VERIFIED, Optional.empty(), Verification.NONE));
    }

    @Test
    void anOrganisationThatATokenHasNamedMayOwnUsers() {
        domain.knowOrganisation.learn(OTHER);

        assertThat(domain.add(ADMIN, in(OTHER)).user().resourceOwner()).isEqualTo(OTHER);
    }

    @Test
    void anUnknownOrganisationIsRefused() {
        assertRefused(Reason.ORGANISATION_UNKNOWN, ADMIN, in(UNKNOWN));
    }

    @Test
    void aSecondUserWithTheSameIdIsRefused() {
        domain.add(ADMIN, minnie());

        assertRejected(Reason.USER_EXISTS, () -> domain.add(ADMIN, minnie()));
        assertThat(domain.events(MINNIE)).hasSize(1);
    }

    @Test
    void aSecondUserWithTheSameNameIsRefusedWhateverItsCase() {
        domain.add(ADMIN, named("mouse"));

        assertRejected(Reason.USERNAME_TAKEN, () -> domain.add(ADMIN, named("Mouse")));
    }

    @Test
    void aBadNumberIsRefused() {
        assertRefused(
                Reason.PHONE_INVALID,
                ADMIN,
                minnie(Verification.NONE, Optional.of("PhoneNumber"), Verification.SEND_CODE));
    }

    @Test
    void checksComeInTheOrderThatIsPromised() {
        domain.add(ADMIN, minnie());
        var unknown = with(UNKNOWN, "PhoneNumber", Optional.of(MINNIE));
        var existing = with(ACME, "PhoneNumber", Optional.of(MINNIE));
        var invalid = with(ACME, "PhoneNumber", Optional.empty());
        var taken = with(ACME, WRITTEN, Optional.empty());

        assertRejected(Reason.PERMISSION_MISSING, () -> domain.add(adminOf(ACME), unknown));
        assertRejected(Reason.ORGANISATION_UNKNOWN, () -> domain.add(ADMIN, unknown));
        assertRejected(Reason.USER_EXISTS, () -> domain.add(ADMIN, existing));
        assertRejected(Reason.PHONE_INVALID, () -> domain.add(ADMIN, invalid));
        assertRejected(Reason.USERNAME_TAKEN, () -> domain.add(ADMIN, taken));
    }

    private void assertRefused(Reason reason, Caller caller, NewHuman human) {
        assertRejected(reason, () -> domain.add(caller, human));
        assertThat(domain.events(MINNIE)).isEqualTo(List.of());
        assertThat(domain.outbox.size()).isZero();
    }

    private long id(NewHuman human) {
        return Long.parseLong(domain.add(ADMIN, human).user().id().value());
    }

    private static NewHuman minnie() {
        return minnie(Verification.NONE, Optional.of(WRITTEN), Verification.NONE);
    }

    private static NewHuman in(OrganisationId organisation) {
        return with(organisation, WRITTEN, Optional.of(MINNIE));
    }

    private static NewHuman minnie(
            Verification email, Optional<String> number, Verification phone) {
        return new NewHuman(
                ACME,
                Optional.of(MINNIE),
                Optional.empty(),
                People.profile("Minnie", "Mouse"),
                new EmailAddress("minnie@example.com"),
                email,
                number,
                phone);
    }

    private static NewHuman with(OrganisationId organisation, String number, Optional<UserId> id) {
        var minnie = minnie();
        return new NewHuman(
                organisation,
                id,
                minnie.username(),
                minnie.profile(),
                minnie.email(),
                minnie.emailVerification(),
                Optional.of(number),
                minnie.phoneVerification());
    }

    private static NewHuman named(String username) {
        var minnie = minnie();
        return new NewHuman(
                ACME,
                Optional.empty(),
                Optional.of(username),
                minnie.profile(),
                minnie.email(),
                minnie.emailVerification(),
                minnie.phone(),
                minnie.phoneVerification());
    }
}
