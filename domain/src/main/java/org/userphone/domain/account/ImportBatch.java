package org.userphone.domain.account;

import static java.util.stream.Collectors.toSet;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.account.Imported.Outcome;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserBatch;
import org.userphone.domain.user.UserBulk;
import org.userphone.domain.user.UserBulk.Wanted;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Users;

/**
 * Stores several users in one transaction, by the use cases that callers have for one: what is
 * refused there is refused here, user by user, and the others are stored.
 */
@UseCase
public class ImportBatch {

    private final Users users;
    private final UserBulk bulk;
    private final AddHuman addHuman;
    private final UpdateHuman updateHuman;
    private final LinkUser linkUser;
    private final ChangeUserState changeUserState;

    @Inject
    public ImportBatch(
            Users users,
            UserBulk bulk,
            AddHuman addHuman,
            UpdateHuman updateHuman,
            LinkUser linkUser,
            ChangeUserState changeUserState) {
        this.users = users;
        this.bulk = bulk;
        this.addHuman = addHuman;
        this.updateHuman = updateHuman;
        this.linkUser = linkUser;
        this.changeUserState = changeUserState;
    }

    /**
     * Adds and changes users.
     *
     * @param dryRun whether nothing is to be stored
     * @return what became of each, in their order
     * @throws Rejection as {@link UserBulk#append} does if others have changed something meanwhile;
     *     then no user is stored
     */
    public List<Imported> run(Caller caller, List<ImportedHuman> humans, boolean dryRun) {
        var wanted = wanted(humans);
        var batch = new UserBatch(users, wanted, bulk.lock(wanted));
        var line = new Line(caller, batch, dryRun);
        var results = humans.stream().map(line::take).toList();
        if (!dryRun && !batch.changes().isEmpty()) {
            bulk.append(batch.changes());
        }
        return results;
    }

    private static Wanted wanted(List<ImportedHuman> humans) {
        return new Wanted(
                humans.stream().flatMap(human -> human.added().id().stream()).collect(toSet()),
                humans.stream().flatMap(human -> human.external().stream()).collect(toSet()),
                humans.stream().map(ImportBatch::username).collect(toSet()));
    }

    private static String username(ImportedHuman human) {
        return human.added().username().orElse(human.added().email().text());
    }

    /** The use cases for one user after the other, on users of whom nothing is stored yet. */
    private final class Line {

        private final Caller caller;
        private final UserBatch batch;
        private final boolean dryRun;
        private final AddHuman add;
        private final UpdateHuman update;
        private final LinkUser link;
        private final ChangeUserState states;

        Line(Caller caller, UserBatch batch, boolean dryRun) {
            this.caller = caller;
            this.batch = batch;
            this.dryRun = dryRun;
            this.add = addHuman.over(batch);
            this.update = updateHuman.over(batch);
            this.link = linkUser.over(batch);
            this.states = changeUserState.over(batch);
        }

        /** Whatever a refused user has changed is taken back, but for what histories remember. */
        Imported take(ImportedHuman human) {
            int before = batch.changes().size();
            try {
                return imported(human, before);
            } catch (Rejection.Remembered e) {
                return Imported.refused(e);
            } catch (Rejection e) {
                batch.keep(before);
                return Imported.refused(e);
            }
        }

        private Imported imported(ImportedHuman human, int before) {
            var organisation = human.added().organisation();
            caller.require(Permission.USER_WRITE, organisation);
            var known = find(human);
            if (known.filter(user -> !user.resourceOwner().equals(organisation)).isPresent()) {
                throw new Rejection(Reason.USER_EXISTS);
            }
            var user =
                    known.map(found -> update.update(caller, found.id(), human.update()).user())
                            .orElseGet(() -> add.add(caller, human.added()).user());
            linked(user, human);
            human.state()
                    .map(state -> changes(user.state(), state))
                    .orElse(List.of())
                    .forEach(change -> states.change(caller, user.id(), change));
            if (known.isEmpty()) {
                boolean isIdKnown = !dryRun || human.added().id().isPresent();
                return new Imported(
                        Outcome.CREATED,
                        Optional.of(user.id()).filter(id -> isIdKnown),
                        Optional.empty());
            }
            return new Imported(
                    batch.changes().size() > before ? Outcome.UPDATED : Outcome.UNCHANGED,
                    Optional.of(user.id()),
                    Optional.empty());
        }

        private Optional<User> find(ImportedHuman human) {
            return human.added()
                    .id()
                    .map(batch::find)
                    .orElseGet(() -> human.external().flatMap(batch::find));
        }

        private void linked(User user, ImportedHuman human) {
            if (human.externalId().isPresent()) {
                link.link(
                        caller,
                        user.id(),
                        new Link(user.externalId(), true),
                        new Link(human.externalId(), true));
            }
        }
    }

    /** What leads from one state to another. */
    private static List<StateChange> changes(UserState from, UserState to) {
        var changes = new ArrayList<StateChange>();
        if (from == to) {
            return changes;
        }
        switch (to) {
            case INACTIVE -> changes.add(StateChange.DEACTIVATE);
            case ACTIVE ->
                    changes.add(
                            from == UserState.LOCKED ? StateChange.UNLOCK : StateChange.REACTIVATE);
            case LOCKED -> {
                if (from == UserState.INACTIVE) {
                    changes.add(StateChange.REACTIVATE);
                }
                changes.add(StateChange.LOCK);
            }
            case ABSENT -> throw new IllegalArgumentException("an import deletes nobody");
        }
        return changes;
    }
}
