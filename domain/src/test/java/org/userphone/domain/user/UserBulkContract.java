package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserBulk.ExternalId;
import org.userphone.domain.user.UserBulk.Found;
import org.userphone.domain.user.UserBulk.Page;
import org.userphone.domain.user.UserBulk.Wanted;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.UserEvent.MachineAdded;
import org.userphone.domain.user.UserEvent.UserRemoved;

/** What every adapter of {@link UserBulk} must do. Each test starts with no users. */
public interface UserBulkContract {

    UserId DAISY = new UserId("daisy");

    Users users();

    UserBulk bulk();

    Transactions transactions();

    @Test
    default void usersAreFoundByTheirIdsAndByTheirExternalIdsEachOnce() {
        add(MINNIE);
        add(DAISY);
        change(MINNIE, new ExternalIdChanged(Optional.of("x-1")));

        assertThat(ids(lock(Set.of(MINNIE), Set.of(new ExternalId(ACME, "x-1")))))
                .containsExactly(MINNIE);
        assertThat(ids(lock(Set.of(DAISY), Set.of(new ExternalId(ACME, "x-1")))))
                .containsExactlyInAnyOrder(DAISY, MINNIE);
        assertThat(ids(lock(Set.of(), Set.of(new ExternalId(OTHER, "x-1"))))).isEmpty();
        assertThat(ids(lock(Set.of(), Set.of()))).isEmpty();
    }

    @Test
    default void whereADeletedUserHasLeftOffIsTold() {
        add(MINNIE);
        change(MINNIE, new UserRemoved());

        var found = lock(Set.of(MINNIE, DAISY), Set.of());

        assertThat(found.users()).isEmpty();
        assertThat(found.left().get(MINNIE).sequence()).isEqualTo(2);
        assertThat(found.left().getOrDefault(DAISY, EventPosition.START).sequence()).isZero();
    }

    @Test
    default void usernamesThatAUserHasAreToldWhateverTheirCase() {
        add(MINNIE);

        assertThat(
                        transactions()
                                .in(
                                        () ->
                                                bulk().lock(
                                                                new Wanted(
                                                                        Set.of(),
                                                                        Set.of(),
                                                                        Set.of(
                                                                                "MINNIE@example.com",
                                                                                "free")))))
                .extracting(Found::usernames)
                .isEqualTo(Set.of("minnie@example.com"));
    }

    @Test
    default void manyChangesAreStoredAlsoSeveralOfOneUser() {
        var changes =
                IntStream.range(0, 150)
                        .mapToObj(i -> new UserId("u" + i))
                        .flatMap(UserBulkContract::addedAndLinked)
                        .toList();

        transactions().run(() -> bulk().append(changes));

        var last = changes.get(changes.size() - 1).after();
        assertThat(transactions().in(() -> users().find(last.id()))).contains(last);
        assertThat(
                        User.replay(
                                last.id(),
                                ACME,
                                transactions().in(() -> users().history(last.id(), 0, 10))))
                .isEqualTo(last);
    }

    @Test
    default void ofChangesOneOfWhichIsRefusedNoneIsStored() {
        add(MINNIE);
        var taken =
                recorded(
                        new UserId("zoe"),
                        ACME,
                        People.added(MINNIE, Optional.empty()).events().get(0).event());

        assertRejected(
                Reason.USERNAME_TAKEN,
                () ->
                        transactions()
                                .run(
                                        () ->
                                                bulk().append(
                                                                List.of(
                                                                        People.added(
                                                                                DAISY,
                                                                                Optional.empty()),
                                                                        taken))));

        assertThat(transactions().in(() -> users().find(DAISY))).isEmpty();
    }

    @Test
    default void humansAreReadPageByPageOfOneOrganisationOrOfAll() {
        var robot = new Machine("Robot", Optional.empty(), Machine.AccessTokenType.JWT);
        var zoe = new UserId("zoe");
        transactions()
                .run(
                        () -> {
                            users().append(
                                            recorded(
                                                    new UserId("m"),
                                                    ACME,
                                                    new MachineAdded("m", robot)));
                            users().append(
                                            recorded(
                                                    zoe,
                                                    OTHER,
                                                    People.added(zoe, Optional.empty())
                                                            .events()
                                                            .get(0)
                                                            .event()));
                        });
        add(MINNIE);
        add(DAISY);

        assertThat(humans(Optional.empty(), Optional.empty(), 2)).containsExactly(DAISY, MINNIE);
        assertThat(humans(Optional.empty(), Optional.of(MINNIE), 2)).containsExactly(zoe);
        assertThat(humans(Optional.of(OTHER), Optional.empty(), 2)).containsExactly(zoe);
        assertThat(humans(Optional.of(ACME), Optional.of(MINNIE), 2)).isEmpty();
    }

    private static Change recorded(UserId id, OrganisationId owner, UserEvent event) {
        return User.absent(id, owner).record(List.of(event), Editor.of(ADMIN.id()), NOON);
    }

    private List<UserId> humans(Optional<OrganisationId> owner, Optional<UserId> after, int limit) {
        return transactions().in(() -> bulk().humans(new Page(owner, after, limit))).stream()
                .map(User::id)
                .toList();
    }

    private static Stream<Change> addedAndLinked(UserId id) {
        var added = People.added(id, Optional.empty());
        var linked =
                added.after()
                        .record(
                                List.of(new ExternalIdChanged(Optional.of("x-" + id))),
                                Editor.of(ADMIN.id()),
                                NOON);
        return Stream.of(added, linked);
    }

    private Found lock(Set<UserId> ids, Set<ExternalId> externalIds) {
        return transactions().in(() -> bulk().lock(new Wanted(ids, externalIds, Set.of())));
    }

    private static List<UserId> ids(Found found) {
        return found.users().stream().map(User::id).toList();
    }

    private void add(UserId id) {
        transactions().run(() -> users().append(People.added(id, Optional.empty())));
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
                                                                NOON)));
    }
}
