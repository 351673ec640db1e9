package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;
import static org.userphone.domain.user.People.adminOf;
import static org.userphone.domain.user.People.plain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.HumanUpdate.EmailUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.account.Imported.Outcome;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserBulk;
import org.userphone.domain.user.UserBulk.Page;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Verification;

class ImportUsersTest {

    private static final UserId DAISY = new UserId("daisy");

    private final InMemoryDomain domain =
            new InMemoryDomain(
                    GuardPolicy.NONE,
                    TestNumbers.NONE,
                    InMemoryDomain.CALLERS,
                    Uniqueness.INSTANCE);
    private final ImportUsers importUsers =
            new ImportUsers(domain.importingIn(domain.memory, new OvertakenBulk()));
    private boolean isOvertaken;

    /** Somebody takes the username of daisy, if it is to be, before the first users are stored. */
    private final class OvertakenBulk implements UserBulk {

        private final UserBulk users = domain.bulk;

        @Override
        public Found lock(Wanted wanted) {
            if (isOvertaken && wanted.ids().equals(Set.of(DAISY))) {
                overtake();
            }
            return users.lock(wanted);
        }

        @Override
        public void append(List<Change> changes) {
            if (isOvertaken && changes.size() > 2) {
                overtake();
            }
            users.append(changes);
        }

        @Override
        public List<User> humans(Page page) {
            return users.humans(page);
        }

        private void overtake() {
            var daisy = People.added(DAISY, Optional.empty()).events().get(0).event();
            domain.users.append(
                    User.absent(new UserId("thief"), ACME)
                            .record(List.of(daisy), Editor.of(ADMIN.id()), NOON));
        }
    }

    @Test
    void whoIsNotThereIsAddedWithEverythingThatTheFileTells() {
        var result = run(person(MINNIE).phone("+41 79 123 45 67", true).state(UserState.LOCKED));

        var user = domain.user(MINNIE);
        assertThat(result).extracting(Imported::outcome).containsExactly(Outcome.CREATED);
        assertThat(result.get(0).id()).contains(MINNIE);
        assertThat(user.externalId()).contains("x-minnie");
        assertThat(user.state()).isEqualTo(UserState.LOCKED);
        assertThat(user.human().email()).isInstanceOf(Email.Verified.class);
        assertThat(user.human().phone())
                .isEqualTo(new Phone.Verified(new PhoneNumber("+41791234567")));
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE))).isEqualTo(user);
    }

    @Test
    void noCodeIsMadeAndNoSmsPromisedForANumberThatIsNotVerified() {
        run(person(MINNIE).phone("+41791234567", false));

        assertThat(domain.user(MINNIE).human().phone())
                .isEqualTo(new Phone.Unverified(new PhoneNumber("+41791234567"), Optional.empty()));
        assertThat(domain.deliver()).isZero();
    }

    @Test
    void whatIsImportedAgainIsUnchangedAndRecordsNothing() {
        var file = new Person[] {person(MINNIE), person(DAISY).phone("+41791234567", true)};
        run(file);
        var before = domain.history(DAISY);

        assertThat(run(file)).extracting(Imported::outcome).containsOnly(Outcome.UNCHANGED);
        assertThat(domain.history(DAISY)).isEqualTo(before);
    }

    @Test
    void aUserIsFoundByTheExternalIdWithoutAnId() {
        var first = run(person(MINNIE).withoutId()).get(0);
        var again = run(person(MINNIE).withoutId().named("Mouse")).get(0);

        assertThat(again.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(domain.user(again.id().orElseThrow()).human().profile().givenName())
                .isEqualTo("Mouse");
    }

    @Test
    void whatIsVerifiedStaysSoIfAFileDoesNotVouchForIt() {
        run(person(MINNIE).phone("+41791234567", true));

        assertThat(run(person(MINNIE).phone("+41791234567", false)))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.UNCHANGED);
    }

    @Test
    void aUserWhoIsRefusedKeepsNoOtherFromBeingStored() {
        var result =
                run(
                        person(MINNIE),
                        person(DAISY).phone("12", true),
                        person(new UserId("twin")).named("Twin").like(MINNIE),
                        person(new UserId("zoe")).in(OTHER),
                        person(new UserId("goofy")));

        assertThat(result)
                .extracting(Imported::outcome)
                .containsExactly(
                        Outcome.CREATED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.REFUSED,
                        Outcome.CREATED);
        assertThat(reasons(result))
                .containsExactly(
                        Reason.PHONE_INVALID, Reason.USERNAME_TAKEN, Reason.ORGANISATION_UNKNOWN);
        assertThat(domain.users.find(DAISY)).isEmpty();
        assertThat(domain.users.find(new UserId("goofy"))).isPresent();
    }

    @Test
    void nothingIsLeftOfANewUserWhoseExternalIdIsTaken() {
        var result = run(person(MINNIE), person(DAISY).linked("x-minnie"));

        assertThat(reasons(result)).containsExactly(Reason.EXTERNAL_ID_TAKEN);
        assertThat(domain.users.find(DAISY)).isEmpty();
        assertThat(run(person(DAISY))).extracting(Imported::outcome).containsOnly(Outcome.CREATED);
    }

    @Test
    void whatAnotherHasTakenMeanwhileRefusesOneUserOnly() {
        isOvertaken = true;

        var result = run(person(MINNIE), person(DAISY));

        assertThat(result)
                .extracting(Imported::outcome)
                .containsExactly(Outcome.CREATED, Outcome.REFUSED);
        assertThat(reasons(result)).containsExactly(Reason.USERNAME_TAKEN);
        assertThat(domain.users.find(MINNIE)).isPresent();
    }

    @Test
    void aNumberThatAnotherOfTheFileHasVerifiedIsRefusedOnce() {
        var result =
                run(
                        person(MINNIE).phone("+41791234567", true),
                        person(DAISY).phone("+41791234567", true));

        assertThat(reasons(result)).containsExactly(Reason.PHONE_TAKEN);
        assertThat(domain.users.find(DAISY)).isEmpty();
    }

    @Test
    void aDryRunTellsTheSameAndStoresNothing() {
        run(person(MINNIE));

        var result =
                dryRun(
                        person(MINNIE).named("Mouse"),
                        person(DAISY),
                        person(DAISY).phone("1", true));

        assertThat(result)
                .extracting(Imported::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.CREATED, Outcome.REFUSED);
        assertThat(domain.users.find(DAISY)).isEmpty();
        assertThat(domain.user(MINNIE).human().profile().givenName()).isEqualTo("Given");
    }

    @Test
    void aUserTakesUserWriteInItsOrganisationAndItsIdTheRightToChooseIds() {
        assertThat(reasons(run(plain(MINNIE), person(MINNIE))))
                .containsExactly(Reason.PERMISSION_MISSING);
        assertThat(reasons(run(adminOf(OTHER), person(MINNIE))))
                .containsExactly(Reason.PERMISSION_MISSING);
        assertThat(reasons(run(adminOf(ACME), person(MINNIE))))
                .containsExactly(Reason.USER_ID_NOT_CHOSEN);
        assertThat(run(adminOf(ACME), person(MINNIE).withoutId()))
                .extracting(Imported::outcome)
                .containsExactly(Outcome.CREATED);
    }

    @Test
    void aUserOfAnotherOrganisationIsNeitherFoundNorChanged() {
        domain.organisations.remember(OTHER);
        run(person(MINNIE).in(OTHER));

        assertThat(reasons(run(person(MINNIE).named("Mouse")))).containsExactly(Reason.USER_EXISTS);
        assertThat(domain.user(MINNIE).human().profile().givenName()).isEqualTo("Given");
    }

    @Test
    void everyStateLeadsToEveryOther() {
        for (var from : Set.of(UserState.ACTIVE, UserState.INACTIVE, UserState.LOCKED)) {
            for (var to : Set.of(UserState.ACTIVE, UserState.INACTIVE, UserState.LOCKED)) {
                run(person(MINNIE).state(from));
                run(person(MINNIE).state(to));

                assertThat(domain.user(MINNIE).state()).isEqualTo(to);
            }
        }
    }

    @Test
    void aDeletedUserIsAddedAgainAndTheHistoryGoesOn() {
        run(person(MINNIE));
        domain.delete(ADMIN, MINNIE);

        assertThat(run(person(MINNIE))).extracting(Imported::outcome).containsOnly(Outcome.CREATED);
        assertThat(domain.user(MINNIE).last().sequence()).isGreaterThan(4);
    }

    @Test
    void allHumansAreExportedPageByPageByWhoeverMayReadThem() {
        IntStream.range(0, 5).forEach(i -> run(person(new UserId("u" + i))));
        var export = new ExportUsers(domain.bulk);

        var first = export.read(ADMIN, after(Optional.empty()));
        var second = export.read(adminOf(ACME), after(Optional.of(first.get(2).id())));

        assertThat(first).extracting(user -> user.id().value()).containsExactly("u0", "u1", "u2");
        assertThat(second).extracting(user -> user.id().value()).containsExactly("u3", "u4");
        assertThat(export.read(adminOf(OTHER), after(Optional.empty()))).isEmpty();
        assertRejected(
                Reason.CALL_NOT_PERMITTED,
                () -> export.read(plain(MINNIE), after(Optional.empty())));
    }

    private static Page after(Optional<UserId> last) {
        return new Page(Optional.empty(), last, 3);
    }

    private List<Imported> run(Person... persons) {
        return run(ADMIN, persons);
    }

    private List<Imported> run(Caller caller, Person... persons) {
        return importUsers.run(
                caller, List.of(persons).stream().map(Person::human).toList(), false);
    }

    private List<Imported> dryRun(Person... persons) {
        return importUsers.run(ADMIN, List.of(persons).stream().map(Person::human).toList(), true);
    }

    private static List<Reason> reasons(List<Imported> results) {
        return results.stream()
                .flatMap(result -> result.refusal().stream())
                .map(Rejection::reason)
                .toList();
    }

    private static Person person(UserId id) {
        return new Person(
                Optional.of(id),
                "x-" + id,
                ACME,
                "Given",
                id + "@example.com",
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** One line of a file. */
    private record Person(
            Optional<UserId> id,
            String externalId,
            OrganisationId organisation,
            String given,
            String email,
            Optional<String> phone,
            boolean verified,
            Optional<UserState> state) {

        Person phone(String number, boolean isVerified) {
            return new Person(
                    id,
                    externalId,
                    organisation,
                    given,
                    email,
                    Optional.of(number),
                    isVerified,
                    state);
        }

        Person state(UserState wanted) {
            return new Person(
                    id,
                    externalId,
                    organisation,
                    given,
                    email,
                    phone,
                    verified,
                    Optional.of(wanted));
        }

        Person withoutId() {
            return new Person(
                    Optional.empty(),
                    externalId,
                    organisation,
                    given,
                    email,
                    phone,
                    verified,
                    state);
        }

        Person named(String name) {
            return new Person(id, externalId, organisation, name, email, phone, verified, state);
        }

        Person linked(String external) {
            return new Person(id, external, organisation, given, email, phone, verified, state);
        }

        Person in(OrganisationId other) {
            return new Person(id, externalId, other, given, email, phone, verified, state);
        }

        Person like(UserId other) {
            return new Person(
                    id,
                    externalId,
                    organisation,
                    given,
                    other + "@example.com",
                    phone,
                    verified,
                    state);
        }

        ImportedHuman human() {
            var how = verified ? Verification.ALREADY_VERIFIED : Verification.NONE;
            var address = new EmailAddress(email);
            return new ImportedHuman(
                    new NewHuman(
                            organisation,
                            id,
                            Optional.empty(),
                            People.profile(given, "Family"),
                            address,
                            Verification.ALREADY_VERIFIED,
                            phone,
                            how),
                    new HumanUpdate(
                            Optional.empty(),
                            Optional.of(
                                    new ProfileUpdate(
                                            Optional.of(given),
                                            Optional.of("Family"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty())),
                            Optional.of(new EmailUpdate(address, Verification.ALREADY_VERIFIED)),
                            phone.map(number -> new PhoneUpdate(Optional.of(number), how))),
                    Optional.of(externalId),
                    state);
        }
    }
}
