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
import org.userphone.domain.sms.ForgetMessages;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.UserRemoved;
import org.userphone.domain.user.Users;

/**
 * Deletes a user and all personal data. The events stay in the log and can be counted, but their
 * payloads can no longer be decrypted (protocol section 2.10).
 */
@UseCase
public class DeleteUser {

    private final Users users;
    private final ForgetMessages messages;
    private final Clock clock;

    @Inject
    public DeleteUser(Users users, ForgetMessages messages, Clock clock) {
        this.users = users;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Deletes a user. This requires {@code user.delete}; for users themselves {@code
     * user.self.delete} is enough.
     *
     * @throws Rejection with {@link Reason#DELETE_USER_NOT_FOUND} or {@link
     *     Reason#PERMISSION_MISSING}
     */
    public User delete(Caller caller, UserId id) {
        var user = users.lock(id).orElseThrow(() -> new Rejection(Reason.DELETE_USER_NOT_FOUND));
        var owner = user.resourceOwner();
        if (!caller.is(id, owner) || !caller.may(Permission.USER_SELF_DELETE, owner)) {
            caller.require(Permission.USER_DELETE, owner);
        }
        var change =
                user.record(List.of(new UserRemoved()), Editor.of(caller.id()), clock.instant());
        users.append(change);
        messages.forget(id);
        return change.after();
    }
}
