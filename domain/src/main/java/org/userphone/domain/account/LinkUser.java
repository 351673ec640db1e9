package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.ExternalIdChanged;
import org.userphone.domain.user.Users;

/** Ties a user to the one that an identity provider has, and to whether that one is active. */
@Collaborator
public class LinkUser {

    private final Users users;
    private final Clock clock;

    @Inject
    public LinkUser(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** The same on other users. */
    LinkUser over(Users others) {
        return new LinkUser(others, clock);
    }

    /**
     * Takes over what differs between two links; what the user has already records nothing.
     *
     * @param before what the caller has seen: what it wants to stay may have changed since
     * @throws Rejection with, in this order, {@link Reason#UPDATE_USER_NOT_FOUND}, {@link
     *     Reason#PERMISSION_MISSING} or {@link Reason#EXTERNAL_ID_TAKEN}
     */
    User link(Caller caller, UserId id, Link before, Link after) {
        var user = users.lock(id).orElseThrow(() -> new Rejection(Reason.UPDATE_USER_NOT_FOUND));
        caller.require(Permission.USER_WRITE, user.resourceOwner());
        var events = new ArrayList<UserEvent>();
        if (!after.externalId().equals(before.externalId())) {
            events.addAll(user.change(new ExternalIdChanged(after.externalId())));
        }
        if (after.active() != before.active()) {
            events.addAll(user.activate(after.active()));
        }
        if (events.isEmpty()) {
            return user;
        }
        var change = user.record(events, Editor.of(caller.id()), clock.instant());
        users.append(change);
        return change.after();
    }
}
