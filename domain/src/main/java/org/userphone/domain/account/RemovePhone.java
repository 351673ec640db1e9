package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.guard.CallerGuard;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/** Removes the number of a user, and the pending code with it (protocol section 2.7). */
@UseCase
public class RemovePhone {

    private final Users users;
    private final CallerGuard callers;
    private final Clock clock;

    @Inject
    public RemovePhone(Users users, CallerGuard callers, Clock clock) {
        this.users = users;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * @throws Rejection with, in this order, {@link Reason#PHONE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING}, {@link Reason#PHONE_NOT_SET} or {@link
     *     Reason#SELF_CHANGES_LIMITED}
     */
    public User remove(Caller caller, UserId id) {
        var user =
                users.lock(id)
                        .filter(User::isHuman)
                        .orElseThrow(() -> new Rejection(Reason.PHONE_USER_NOT_FOUND));
        caller.requireSelfOr(Permission.USER_WRITE, id, user.resourceOwner());
        var now = clock.instant();
        var change = user.record(List.of(user.human().removePhone()), Editor.of(caller.id()), now);
        callers.change(caller, user, now);
        users.append(change);
        return change.after();
    }
}
