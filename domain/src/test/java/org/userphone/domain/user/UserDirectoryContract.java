package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.UserEvent.PhoneRemoved;
import org.userphone.domain.user.UserEvent.ProfileChanged;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InEmails;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.InState;
import org.userphone.domain.user.UserQuery.Kind;
import org.userphone.domain.user.UserQuery.Not;
import org.userphone.domain.user.UserQuery.OfKind;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;

/**
 * What every adapter of {@link UserDirectory} must do. Each test starts with three users: {@code
 * daisy}, {@code minnie} and {@code zoe}, in the order of their ids and the other way round in that
 * of their creation; zoe has no number, daisy no nickname.
 */
public interface UserDirectoryContract {

    UserId DAISY = new UserId("daisy");
    UserId MINNIE = new UserId("minnie");
    UserId ZOE = new UserId("zoe");

    Users users();

    UserDirectory directory();

    Transactions transactions();

    @BeforeEach
    default void threeUsersAreThere() {
        add(
                ZOE,
                OTHER,
                "Zoë\\100%",
                new Names("Zoë", "Ωmega_", Optional.of("ΖΩΉ"), "!Zoë! Ωmega"),
                "zoe@other.example",
                "",
                0);
        add(
                MINNIE,
                ACME,
                "Minnie",
                new Names("Minnie", "MOUSE", Optional.of("Min"), "Minnie (MOUSE)"),
                "Minnie@Example.com",
                "+41791234567",
                1);
        add(
                DAISY,
                ACME,
                "daisy",
                new Names("Daisy", "Duck", Optional.empty(), "Daisy Duck"),
                "daisy@example.com",
                "+41791234568",
                2);
        change(MINNIE, new UserLocked());
        change(ZOE, new UserDeactivated());
    }

    @ParameterizedTest
    @CsvSource({
        "USERNAME, EQUALS, Minnie, minnie",
        "USERNAME, EQUALS, minnie, ''",
        "USERNAME, EQUALS, Minni, ''",
        "USERNAME, EQUALS_IGNORING_CASE, mINNIE, minnie",
        "USERNAME, STARTS_WITH, Min, minnie",
        "USERNAME, STARTS_WITH, min, ''",
        "USERNAME, STARTS_WITH, inn, ''",
        "USERNAME, STARTS_WITH_IGNORING_CASE, DAI, daisy",
        "USERNAME, CONTAINS, inni, minnie",
        "USERNAME, CONTAINS, INNI, ''",
        "USERNAME, CONTAINS_IGNORING_CASE, INNI, minnie",
        "USERNAME, ENDS_WITH, sy, daisy",
        "USERNAME, ENDS_WITH, SY, ''",
        "USERNAME, ENDS_WITH, dais, ''",
        "USERNAME, ENDS_WITH_IGNORING_CASE, SY, daisy",
        "GIVEN_NAME, EQUALS, Daisy, daisy",
        "GIVEN_NAME, EQUALS_IGNORING_CASE, daisy, daisy",
        "FAMILY_NAME, STARTS_WITH, MOU, minnie",
        "FAMILY_NAME, STARTS_WITH_IGNORING_CASE, mou, minnie",
        "DISPLAY_NAME, CONTAINS, Duck, daisy",
        "DISPLAY_NAME, ENDS_WITH_IGNORING_CASE, (mouse), minnie",
        "EMAIL, EQUALS, Minnie@Example.com, minnie",
        "EMAIL, EQUALS, minnie@example.com, ''",
        "EMAIL, EQUALS_IGNORING_CASE, minnie@example.com, minnie",
        "EMAIL, ENDS_WITH, @example.com, daisy",
        "EMAIL, ENDS_WITH_IGNORING_CASE, @example.com, daisy minnie",
        "NICK_NAME, STARTS_WITH, Mi, minnie"
    })
    default void aTextIsComparedAsTheMethodSays(
            TextField field, TextMatch match, String value, String found) {
        assertThat(found(new Text(field, match, value))).isEqualTo(ids(found));
    }

    @ParameterizedTest
    @CsvSource({
        "EQUALS, x-1, minnie",
        "EQUALS_IGNORING_CASE, x-1, minnie",
        "EQUALS_IGNORING_CASE, X-1, daisy",
        "STARTS_WITH_IGNORING_CASE, x, minnie",
        "ENDS_WITH, -1, daisy minnie",
        "CONTAINS_IGNORING_CASE, x-, minnie",
        "CONTAINS, '', daisy minnie"
    })
    default void anExternalIdIsComparedWithItsCase(TextMatch match, String value, String found) {
        change(MINNIE, new ExternalIdChanged(Optional.of("x-1")));
        change(DAISY, new ExternalIdChanged(Optional.of("X-1")));

        assertThat(found(new Text(TextField.EXTERNAL_ID, match, value))).isEqualTo(ids(found));
    }

    @ParameterizedTest
    @CsvSource({
        "EQUALS, +41791234567, minnie",
        "EQUALS, 079 123 45 67, ''",
        "EQUALS, +4179123456, ''",
        "EQUALS, '', ''",
        "EQUALS_IGNORING_CASE, +41791234567, minnie",
        "STARTS_WITH, +4179, daisy minnie",
        "STARTS_WITH_IGNORING_CASE, +4179, daisy minnie",
        "STARTS_WITH, 4179, ''",
        "STARTS_WITH, '', daisy minnie",
        "CONTAINS, 123456, daisy minnie",
        "CONTAINS_IGNORING_CASE, 4567, minnie",
        "CONTAINS, '', daisy minnie",
        "ENDS_WITH, 4568, daisy",
        "ENDS_WITH_IGNORING_CASE, 4568, daisy",
        "ENDS_WITH, 456, ''",
        "ENDS_WITH, '', daisy minnie"
    })
    default void aNumberIsAPlainTextInE164(TextMatch match, String value, String found) {
        assertThat(found(new Text(TextField.PHONE, match, value))).isEqualTo(ids(found));
    }

    @ParameterizedTest
    @CsvSource({
        "USERNAME, EQUALS_IGNORING_CASE, ZOË\\100%",
        "GIVEN_NAME, STARTS_WITH_IGNORING_CASE, ZOË",
        "FAMILY_NAME, STARTS_WITH_IGNORING_CASE, ωMEGA",
        "DISPLAY_NAME, CONTAINS_IGNORING_CASE, Ë! ωm",
        "NICK_NAME, ENDS_WITH_IGNORING_CASE, ωή"
    })
    default void caseIsIgnoredInEveryScript(TextField field, TextMatch match, String value) {
        assertThat(found(new Text(field, match, value))).containsExactly(ZOE);
    }

    /** The lower case of this letter depends on its place in a word, which must not matter. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*IGNORING_CASE")
    default void aGreekSigmaIsASigmaWhereverItStands(TextMatch match) {
        change(DAISY, new ProfileChanged(new Names("ΟΔΟΣ", "", Optional.empty(), "").profile()));

        assertThat(found(new Text(TextField.GIVEN_NAME, match, "οδοσ"))).containsExactly(DAISY);
        assertThat(found(new Text(TextField.GIVEN_NAME, match, "οδος"))).containsExactly(DAISY);
    }

    @ParameterizedTest
    @EnumSource
    default void whatMeansSomethingInAPatternStandsForItself(TextMatch match) {
        var odd = "\\_%!'\"?";
        var part =
                switch (match.part()) {
                    case WHOLE -> odd;
                    case START -> odd + "end";
                    case ANY -> "start" + odd + "end";
                    case END -> "start" + odd;
                };
        change(DAISY, new ProfileChanged(new Names(part, "", Optional.of("no"), "").profile()));

        assertThat(found(new Text(TextField.GIVEN_NAME, match, odd))).containsExactly(DAISY);
        assertThat(found(new Text(TextField.NICK_NAME, match, "%"))).isEmpty();
        assertThat(found(new Text(TextField.NICK_NAME, match, "__"))).isEmpty();
        assertThat(found(new Text(TextField.GIVEN_NAME, match, "\\"))).hasSizeLessThan(2);
    }

    @Test
    default void whatBeginsWithALetterIsFoundWhateverLetterThatIs() {
        for (var point : new int[] {'a', 'q', 0xff, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
            var letter = Character.toString(point);
            change(
                    DAISY,
                    new ProfileChanged(
                            new Names(letter + "x", "", Optional.empty(), "").profile()));
            for (var method : List.of(TextMatch.STARTS_WITH, TextMatch.STARTS_WITH_IGNORING_CASE)) {
                assertThat(found(new Text(TextField.GIVEN_NAME, method, letter)))
                        .as("%x", point)
                        .containsExactly(DAISY);
                assertThat(found(new Text(TextField.GIVEN_NAME, method, letter + "x")))
                        .as("%x", point)
                        .containsExactly(DAISY);
            }
        }
    }

    @Test
    default void usersAreFoundByTheirIds() {
        assertThat(found(new InIds(Set.of(ZOE, DAISY, new UserId("nobody")))))
                .containsExactly(DAISY, ZOE);
        assertThat(found(new InIds(Set.of()))).isEmpty();
    }

    @Test
    default void usersAreFoundByTheirAddressesLetterByLetter() {
        assertThat(
                        found(
                                new InEmails(
                                        Set.of(
                                                "zoe@other.example",
                                                "daisy@example.com",
                                                "minnie@example.com"))))
                .containsExactly(DAISY, ZOE);
        assertThat(found(new InEmails(Set.of()))).isEmpty();
    }

    @Test
    default void usersAreFoundByTheirState() {
        assertThat(found(new InState(UserState.ACTIVE))).containsExactly(DAISY);
        assertThat(found(new InState(UserState.LOCKED))).containsExactly(MINNIE);
        assertThat(found(new InState(UserState.INACTIVE))).containsExactly(ZOE);
    }

    @Test
    default void usersAreFoundByWhatTheyAre() {
        assertThat(found(new OfKind(Kind.HUMAN))).containsExactly(DAISY, MINNIE, ZOE);
        assertThat(found(new OfKind(Kind.MACHINE))).isEmpty();
    }

    @Test
    default void aMachineIsFoundByItsUsernameAndHasNoOtherText() {
        var robot = new UserId("robot");
        var machine = new Machine("Robot", Optional.empty(), Machine.AccessTokenType.BEARER);
        var added =
                User.absent(robot, ACME)
                        .record(
                                List.of(new MachineAdded("R2", machine)),
                                Editor.of(ADMIN.id()),
                                NOON);
        transactions().run(() -> users().append(added));

        assertThat(found(new OfKind(Kind.MACHINE))).containsExactly(robot);
        assertThat(found(new Text(TextField.USERNAME, TextMatch.EQUALS_IGNORING_CASE, "r2")))
                .containsExactly(robot);
        assertThat(found(new Text(TextField.DISPLAY_NAME, TextMatch.CONTAINS, "Robot"))).isEmpty();
        assertThat(found(new Not(new Text(TextField.EMAIL, TextMatch.CONTAINS, ""))))
                .containsExactly(robot);
    }

    @Test
    default void usersAreFoundByTheirOrganisation() {
        assertThat(found(new OwnedBy(ACME))).containsExactly(DAISY, MINNIE);
        assertThat(found(new OwnedBy(new OrganisationId("no")))).isEmpty();
    }

    @Test
    default void queriesAreJoinedByAndOrAndNot() {
        var acme = new OwnedBy(ACME);
        var locked = new InState(UserState.LOCKED);
        var zoe = new InIds(Set.of(ZOE));

        assertThat(found(new And(List.of(acme, locked)))).containsExactly(MINNIE);
        assertThat(found(new Or(List.of(locked, zoe)))).containsExactly(MINNIE, ZOE);
        assertThat(found(new Not(acme))).containsExactly(ZOE);
        assertThat(found(new Not(new Or(List.of(locked, zoe))))).containsExactly(DAISY);
        assertThat(found(new Or(List.of(zoe, new And(List.of(acme, new Not(locked)))))))
                .containsExactly(DAISY, ZOE);
        assertThat(found(acme, locked)).as("several").containsExactly(MINNIE);
        assertThat(found(new And(List.of()))).containsExactly(DAISY, MINNIE, ZOE);
        assertThat(found(UserQuery.NOBODY)).isEmpty();
    }

    @Test
    default void aUserWithoutTheTextMatchesTheNegationOnly() {
        var nick = new Text(TextField.NICK_NAME, TextMatch.EQUALS, "Min");
        var phone = new Text(TextField.PHONE, TextMatch.CONTAINS, "");

        assertThat(found(new Not(nick))).containsExactly(DAISY, ZOE);
        assertThat(found(new Not(new And(List.of(nick, phone))))).containsExactly(DAISY, ZOE);
        assertThat(found(new Not(phone))).containsExactly(ZOE);
        assertThat(found(new Not(new Not(phone)))).containsExactly(DAISY, MINNIE);
    }

    @Test
    default void queriesMayBeNestedAsDeepAsTheContractAllows() {
        UserQuery query = new InIds(Set.of(ZOE));
        for (int i = 0; i < UserQuery.MAX_DEPTH; i += 2) {
            query = new Or(List.of(UserQuery.NOBODY, new Not(query)));
        }

        assertThat(found(query)).containsExactly(ZOE);
    }

    @Test
    default void aChangeOfTheUserIsFoundAtOnce() {
        change(DAISY, new PhoneChanged(new PhoneNumber("+436641234567")));

        assertThat(found(new Text(TextField.PHONE, TextMatch.ENDS_WITH, "68"))).isEmpty();
        assertThat(found(new Text(TextField.PHONE, TextMatch.STARTS_WITH, "+43")))
                .containsExactly(DAISY);

        change(DAISY, new PhoneRemoved());

        assertThat(found(new Text(TextField.PHONE, TextMatch.STARTS_WITH, "+43"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ID, daisy minnie zoe",
        "USERNAME, daisy minnie zoe",
        "GIVEN_NAME, daisy minnie zoe",
        "FAMILY_NAME, daisy minnie zoe",
        "NICK_NAME, minnie zoe daisy",
        "DISPLAY_NAME, zoe daisy minnie",
        "EMAIL, daisy minnie zoe",
        "STATE, daisy zoe minnie",
        "KIND, daisy minnie zoe",
        "CREATED_AT, zoe minnie daisy"
    })
    default void usersAreSortedByEveryKeyInBothDirections(SortKey key, String order) {
        var expected = ids(order);
        assertThat(page(key, true, 0, 10).users()).extracting(User::id).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(page(key, false, 0, 10).users()).extracting(User::id).isEqualTo(expected);
        assertThat(
                        list(new UserListing(
                                        List.of(new InIds(Set.of(DAISY, ZOE, MINNIE))),
                                        key,
                                        false,
                                        0,
                                        10))
                                .users())
                .extracting(User::id)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    default void pagesTogetherAreAllUsersOnceEach(SortKey key) {
        for (int i = 0; i < 20; i++) {
            add(
                    new UserId("twin" + i),
                    ACME,
                    "twin" + i,
                    new Names("Twin", "Twin", Optional.empty(), "Twin"),
                    "twin@example.com",
                    "",
                    5);
        }
        for (var ascending : List.of(true, false)) {
            var pages =
                    Stream.iterate(0, offset -> offset < 23, offset -> offset + 5)
                            .map(offset -> page(key, ascending, offset, 5))
                            .toList();

            assertThat(pages).allSatisfy(page -> assertThat(page.total()).isEqualTo(23));
            assertThat(pages.stream().flatMap(page -> page.users().stream()).map(User::id))
                    .hasSize(23)
                    .doesNotHaveDuplicates()
                    .isEqualTo(
                            page(key, ascending, 0, 1000).users().stream().map(User::id).toList());
        }
    }

    @Test
    default void aPageHoldsItsPartAndTheCountOfAll() {
        assertThat(page(SortKey.ID, true, 0, 2)).isEqualTo(new UserPage(read(DAISY, MINNIE), 3));
        assertThat(page(SortKey.ID, true, 2, 2)).isEqualTo(new UserPage(read(ZOE), 3));
        assertThat(page(SortKey.ID, true, 0, 3).total()).isEqualTo(3);
        assertThat(page(SortKey.ID, true, 3, 2)).isEqualTo(new UserPage(List.of(), 3));
        assertThat(page(SortKey.ID, true, Long.MAX_VALUE, 2).total()).isEqualTo(3);
    }

    @Test
    default void theCountKeepsToTheQueries() {
        var acme = new UserListing(List.of(new OwnedBy(ACME)), SortKey.ID, true, 0, 1);

        assertThat(list(acme)).isEqualTo(new UserPage(read(DAISY), 2));
    }

    @Test
    default void aThousandIdsAndAddressesMayBeGiven() {
        var many = IntStream.range(0, 999).mapToObj(i -> "u" + i + "@x.example");
        var addresses =
                Stream.concat(many, Stream.of("daisy@example.com")).collect(Collectors.toSet());
        var ids = addresses.stream().map(UserId::new).collect(Collectors.toSet());

        assertThat(found(new Or(List.of(new InEmails(addresses), new InIds(ids)))))
                .containsExactly(DAISY);
    }

    /** The parts of a profile. */
    record Names(String given, String family, Optional<String> nick, String display) {
        Profile profile() {
            return new Profile(given, family, nick, display, Optional.empty(), Gender.UNSPECIFIED);
        }
    }

    private List<UserId> found(UserQuery... queries) {
        var page = list(new UserListing(List.of(queries), SortKey.ID, true, 0, 1000));
        assertThat(page.total()).isEqualTo(page.users().size());
        return page.users().stream().map(User::id).toList();
    }

    private UserPage page(SortKey key, boolean ascending, long offset, int limit) {
        return list(new UserListing(List.of(), key, ascending, offset, limit));
    }

    private UserPage list(UserListing listing) {
        return transactions().in(() -> directory().list(listing));
    }

    private List<User> read(UserId... ids) {
        return Arrays.stream(ids)
                .map(id -> transactions().in(() -> users().find(id)).orElseThrow())
                .toList();
    }

    private static List<UserId> ids(String text) {
        return Arrays.stream(text.split(" "))
                .filter(id -> !id.isEmpty())
                .map(UserId::new)
                .collect(Collectors.toList());
    }

    private void add(
            UserId id,
            OrganisationId owner,
            String username,
            Names names,
            String email,
            String phone,
            int second) {
        var number = Optional.of(phone).filter(text -> !text.isEmpty()).map(PhoneNumber::new);
        var human = new HumanAdded(username, names.profile(), new EmailAddress(email), number);
        var added =
                User.absent(id, owner)
                        .record(List.of(human), Editor.of(ADMIN.id()), NOON.plusSeconds(second));
        transactions().run(() -> users().append(added));
    }

    private void change(UserId id, UserEvent event) {
        transactions()
                .run(
                        () ->
                                users().append(
                                                users().lock(id)
                                                        .orElseThrow()
                                                        .record(
                                                                List.of(event),
                                                                Editor.of(ADMIN.id()),
                                                                NOON.plusSeconds(60))));
    }
}
