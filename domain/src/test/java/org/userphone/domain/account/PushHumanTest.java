package org.userphone.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.plain;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.People;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Verification;

class PushHumanTest {

    private static final Link LINKED = new Link(Optional.of("x-1"), true);
    private static final Link INACTIVE = new Link(Optional.of("x-1"), false);

    private final InMemoryDomain domain = new InMemoryDomain();
    private final LinkUser linkUser = new LinkUser(domain.users, domain.clock);
    private final PushNewHuman pushNewHuman = new PushNewHuman(domain.addHuman, linkUser);
    private final PushHumanUpdate pushHumanUpdate =
            new PushHumanUpdate(domain.updateHuman, linkUser);

    @Test
    void aUserIsAddedWithTheIdOfTheProviderAndMayBeInactiveFromTheStart() {
        var user = add(MINNIE, INACTIVE);

        assertThat(user.externalId()).contains("x-1");
        assertThat(user.state()).isEqualTo(UserState.INACTIVE);
        assertThat(domain.user(MINNIE)).isEqualTo(user);
        assertThat(User.replay(MINNIE, ACME, domain.history(MINNIE))).isEqualTo(user);
    }

    @Test
    void ofAUserWhoseExternalIdIsTakenNothingIsAdded() {
        add(new UserId("daisy"), LINKED);

        assertRejected(Reason.EXTERNAL_ID_TAKEN, () -> add(MINNIE, LINKED));

        assertThat(domain.users.find(MINNIE)).isEmpty();
    }

    @Test
    void anUpdateIsWholeAndWhatIsTheSameRecordsNothing() {
        add(MINNIE, LINKED);

        var changed = update(ADMIN, "mouse", INACTIVE);
        var again = update(ADMIN, "mouse", INACTIVE);
        var unseen = update(ADMIN, "mouse", Link.NONE, Link.NONE);

        assertThat(changed.username()).isEqualTo("mouse");
        assertThat(changed.state()).isEqualTo(UserState.INACTIVE);
        assertThat(again).isEqualTo(changed);
        assertThat(unseen).isEqualTo(changed);
        assertThat(update(ADMIN, "mouse", new Link(Optional.empty(), true)).externalId()).isEmpty();
    }

    @Test
    void aLockedUserIsActiveAndStaysLocked() {
        add(MINNIE, LINKED);
        domain.stateOf(MINNIE, StateChange.LOCK);

        assertThat(update(ADMIN, "mouse", LINKED).state()).isEqualTo(UserState.LOCKED);
    }

    @Test
    void usersDoNotDoItToThemselves() {
        add(MINNIE, LINKED);

        assertRejected(Reason.PERMISSION_MISSING, () -> update(plain(MINNIE), "mouse", INACTIVE));

        assertThat(domain.user(MINNIE).username()).isEqualTo("minnie@example.com");
    }

    private User add(UserId id, Link link) {
        var human =
                new NewHuman(
                        ACME,
                        Optional.of(id),
                        Optional.empty(),
                        People.profile("Minnie", "Mouse"),
                        new EmailAddress(id + "@example.com"),
                        Verification.NONE,
                        Optional.empty(),
                        Verification.NONE);
        return domain.memory.in(() -> pushNewHuman.add(ADMIN, human, link));
    }

    private User update(Caller caller, String username, Link link) {
        return update(caller, username, LINKED, link);
    }

    private User update(Caller caller, String username, Link before, Link link) {
        var update =
                new HumanUpdate(
                        Optional.of(username),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return domain.memory.in(() -> pushHumanUpdate.update(caller, MINNIE, update, before, link));
    }
}
