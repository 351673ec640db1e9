package org.userphone.domain.account;

import jakarta.inject.Inject;
import org.userphone.domain.OnlyReads;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Users;

/**
 * Reads a user. This requires {@code user.read}, except for users themselves (protocol section
 * 2.8).
 */
@UseCase
@OnlyReads
public class ReadUser {

    private final Users users;

    @Inject
    public ReadUser(Users users) {
        this.users = users;
    }

    /**
     * @throws Rejection with {@link Reason#USER_NOT_FOUND} or {@link Reason#PERMISSION_MISSING}
     */
    public User read(Caller caller, UserId id) {
        var user = users.find(id).orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
        caller.requireSelfOr(Permission.USER_READ, id, user.resourceOwner());
        return user;
    }
}
