package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/** Locks, unlocks, deactivates and reactivates an account (protocol section 2.10). */
@UseCase
public class ChangeUserState {

    private final Users users;
    private final Clock clock;

    @Inject
    public ChangeUserState(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** The same use case on other users. */
    ChangeUserState over(Users others) {
        return new ChangeUserState(others, clock);
    }

    /**
     * Changes the state of a user. This requires {@code user.write}; users cannot do it to
     * themselves without it.
     *
     * @throws Rejection with, in this order, the reason that the change has for an unknown user,
     *     the one that it has for a wrong state, or {@link Reason#PERMISSION_MISSING}
     */
    public User change(Caller caller, UserId id, StateChange change) {
        var user = users.lock(id).orElseThrow(() -> new Rejection(change.notFound));
        if (!change.from.contains(user.state())) {
            throw new Rejection(change.wrongState);
        }
        caller.require(Permission.USER_WRITE, user.resourceOwner());
        var changed = user.record(List.of(change.event), Editor.of(caller.id()), clock.instant());
        users.append(changed);
        return changed.after();
    }
}
