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

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserDirectory;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InEmails;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.Kind;
import org.userphone.domain.user.UserQuery.Not;
import org.userphone.domain.user.UserQuery.OfKind;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;

class ListUsersTest {

    private static final UserId DAISY = new UserId("daisy");
    private static final UserId ZOE = new UserId("zoe");

    private final InMemoryDomain domain = new InMemoryDomain();

    @BeforeEach
    void threeUsersOfTwoOrganisationsAreKnown() {
        add(DAISY, ACME);
        add(MINNIE, ACME);
        add(ZOE, OTHER);
    }

    @Test
    void anInstanceWideReaderSeesEverybody() {
        assertThat(seen(ADMIN)).containsExactly(DAISY, MINNIE, ZOE);
    }

    @Test
    void aReaderOfAnOrganisationSeesItsUsersOnly() {
        assertThat(seen(adminOf(ACME))).containsExactly(DAISY, MINNIE);
        assertThat(seen(adminOf(OTHER))).containsExactly(ZOE);
    }

    @Test
    void aReaderWhoCarriesAnIdOfAnotherOrganisationDoesNotSeeThatUser() {
        var zoe =
                new Caller(
                        ZOE,
                        Optional.of(ACME),
                        Set.of(),
                        Set.of(Permission.USER_READ),
                        Origin.UNKNOWN);

        assertThat(seen(zoe)).containsExactly(DAISY, MINNIE);
        assertThat(seen(plain(ZOE))).isEmpty();
    }

    @Test
    void othersSeeThemselvesOnly() {
        assertThat(seen(plain(MINNIE))).containsExactly(MINNIE);
        assertThat(seen(plain(new UserId("nobody")))).isEmpty();
    }

    @Test
    void aRoleInNoOrganisationAndOneThatDoesNotReadShowNobodyElse() {
        var homeless =
                new Caller(
                        MINNIE,
                        Optional.empty(),
                        Set.of(),
                        Set.of(Permission.USER_READ),
                        Origin.UNKNOWN);
        var writer =
                new Caller(
                        MINNIE,
                        Optional.of(ACME),
                        Set.of(Permission.USER_WRITE),
                        Set.of(Permission.USER_WRITE),
                        Origin.UNKNOWN);

        assertThat(seen(homeless)).containsExactly(MINNIE);
        assertThat(seen(writer)).containsExactly(MINNIE);
    }

    @Test
    void noQueryShowsWhomTheCallerMayNotSee() {
        var everybody = new Or(List.of(new And(List.of()), new InIds(Set.of(ZOE))));

        assertThat(seen(adminOf(ACME), everybody)).containsExactly(DAISY, MINNIE);
        assertThat(seen(adminOf(ACME), new Not(UserQuery.NOBODY))).containsExactly(DAISY, MINNIE);
        assertThat(seen(plain(MINNIE), everybody)).containsExactly(MINNIE);
    }

    @Test
    void whomTheCallerMayNotSeeIsNotCounted() {
        var page = domain.listUsers.list(adminOf(ACME), listing(1)).page();

        assertThat(page.users()).hasSize(1);
        assertThat(page.total()).isEqualTo(2);
    }

    @Test
    void whoSeesNobodyElseGetsThePagesOfOneUser() {
        var second = new UserListing(List.of(), SortKey.ID, true, 1, 10);

        assertThat(domain.listUsers.list(plain(MINNIE), listing(1)).page().total()).isEqualTo(1);
        assertThat(domain.listUsers.list(plain(MINNIE), second).page().users()).isEmpty();
        assertThat(domain.listUsers.list(plain(MINNIE), second).page().total()).isEqualTo(1);
        assertThat(seen(plain(MINNIE), new InIds(Set.of(DAISY)))).isEmpty();
        assertThat(seen(plain(MINNIE), new Not(new InIds(Set.of(DAISY))))).containsExactly(MINNIE);
    }

    @Test
    void whoSeesNobodyElseSearchesNobodyElse() {
        UserDirectory nobody =
                listing -> {
                    throw new AssertionError("others were searched");
                };
        var list = new ListUsers(domain.users, nobody, domain.clock);
        var name = new Text(TextField.USERNAME, TextMatch.CONTAINS_IGNORING_CASE, "MINNIE");

        assertThat(list.list(plain(MINNIE), listing(10, name)).page().users()).hasSize(1);
    }

    @Test
    void aQueryOfMoreThanFiftyConditionsOrAHundredIdsIsRefused() {
        var condition = new OfKind(Kind.HUMAN);
        var fifty = new And(Collections.nCopies(49, condition));
        var fiftyOne = new Not(fifty);

        assertThat(seen(ADMIN, fifty)).hasSize(3);
        assertRejected(Reason.QUERY_TOO_LONG, () -> seen(ADMIN, fiftyOne));
        assertRejected(Reason.QUERY_TOO_LONG, () -> seen(plain(MINNIE), fifty, condition));
        assertThat(seen(ADMIN, ids(100))).isEmpty();
        assertRejected(Reason.QUERY_TOO_LONG, () -> seen(ADMIN, ids(101)));
        assertRejected(
                Reason.QUERY_TOO_LONG,
                () -> seen(ADMIN, new Not(ids(100)), new InEmails(Set.of("a@example.com"))));
    }

    @Test
    void theAnswerSaysWhenItWasRead() {
        assertThat(domain.listUsers.list(ADMIN, listing(1)).at()).isEqualTo(NOON);
    }

    @Test
    void queriesNestedDeeperThanTwentyAreRefused() {
        var deepest = nested(UserQuery.MAX_DEPTH);

        assertThat(seen(ADMIN, deepest)).hasSize(3);
        assertThat(seen(plain(MINNIE), deepest)).containsExactly(MINNIE);
        for (var tooDeep :
                List.of(
                        new Not(deepest),
                        new And(List.of(UserQuery.NOBODY, deepest)),
                        new Or(List.of(UserQuery.NOBODY, deepest)))) {
            assertRejected(Reason.QUERY_TOO_DEEP, () -> seen(ADMIN, tooDeep));
        }
    }

    @Test
    void noNumberAndNoAddressIsShownByAQuery() {
        var queries =
                List.of(
                        new Text(TextField.PHONE, TextMatch.EQUALS, NUMBER.e164()),
                        new InEmails(Set.of("minnie@example.com")));

        assertThat(queries.toString()).doesNotContain("791234567", "minnie");
    }

    private static UserQuery ids(int count) {
        return new InIds(
                IntStream.range(0, count)
                        .mapToObj(i -> new UserId("id-" + i))
                        .collect(Collectors.toSet()));
    }

    private static UserQuery nested(int levels) {
        UserQuery query = new Text(TextField.USERNAME, TextMatch.CONTAINS, "example");
        for (int i = 0; i < levels; i++) {
            query = i % 2 == 0 ? new And(List.of(query)) : new Or(List.of(query));
        }
        return query;
    }

    private static UserListing listing(int limit, UserQuery... queries) {
        return new UserListing(List.of(queries), SortKey.ID, true, 0, limit);
    }

    private List<UserId> seen(Caller caller, UserQuery... queries) {
        return domain.listUsers.list(caller, listing(10, queries)).page().users().stream()
                .map(User::id)
                .toList();
    }

    private void add(UserId id, OrganisationId owner) {
        var human =
                new HumanAdded(
                        id + "@example.com",
                        People.profile("Given", "Family"),
                        new EmailAddress(id + "@example.com"),
                        Optional.empty());
        domain.memory.run(
                () ->
                        domain.users.append(
                                User.absent(id, owner)
                                        .record(List.of(human), Editor.of(ADMIN.id()), NOON)));
    }
}
