package org.userphone.domain.account;

import java.util.Set;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.UserDeactivated;
import org.userphone.domain.user.UserEvent.UserLocked;
import org.userphone.domain.user.UserEvent.UserReactivated;
import org.userphone.domain.user.UserEvent.UserUnlocked;
import org.userphone.domain.user.UserState;

/**
 * The changes of the state of an account, each with the states that it starts from (protocol
 * section 2.10).
 */
public enum StateChange {
    LOCK(
            Set.of(UserState.ACTIVE),
            new UserLocked(),
            Reason.USER_NOT_ACTIVE,
            Reason.LOCK_USER_NOT_FOUND),
    UNLOCK(
            Set.of(UserState.LOCKED),
            new UserUnlocked(),
            Reason.USER_NOT_LOCKED,
            Reason.UNLOCK_USER_NOT_FOUND),
    DEACTIVATE(
            Set.of(UserState.ACTIVE, UserState.LOCKED),
            new UserDeactivated(),
            Reason.USER_ALREADY_INACTIVE,
            Reason.DEACTIVATE_USER_NOT_FOUND),
    REACTIVATE(
            Set.of(UserState.INACTIVE),
            new UserReactivated(),
            Reason.USER_NOT_INACTIVE,
            Reason.REACTIVATE_USER_NOT_FOUND);

    final Set<UserState> from;
    final UserEvent event;
    final Reason wrongState;
    final Reason notFound;

    StateChange(Set<UserState> from, UserEvent event, Reason wrongState, Reason notFound) {
        this.from = from;
        this.event = event;
        this.wrongState = wrongState;
        this.notFound = notFound;
    }
}
