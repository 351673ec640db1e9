package org.userphone.domain.user;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/** The users and their event logs. Every method joins the caller's transaction, or is one. */
public interface Users {

    Optional<User> find(UserId id);

    /**
     * The user, held until the transaction ends: other writers of this user wait for it.
     *
     * @throws Abandoned if nobody waits for the call any more when its turn comes
     */
    Optional<User> lock(UserId id);

    /**
     * The absent user that a new one with that id is to become; its events follow those that a
     * deleted one left.
     *
     * @throws Rejection with {@link Reason#USER_EXISTS}
     */
    User vacant(UserId id, OrganisationId resourceOwner);

    /**
     * Appends the events of a change to the log and keeps the user after them as the snapshot. If
     * there is no user after them, nothing of its person is left that could be read: what its
     * earlier events said is {@link UserEvent.Erased}.
     *
     * @throws Abandoned if nobody waits for the call any more
     * @throws Rejection with {@link Reason#USER_EXISTS} or {@link Reason#USERNAME_TAKEN} if another
     *     transaction added such a user
     * @throws IllegalStateException if the user has moved on since the change was decided; that
     *     cannot happen to who locked it
     */
    void append(Change change);

    /** Whether a user has this name, whatever its case. */
    boolean isUsernameTaken(String username);

    /**
     * The recorded events of a user in order.
     *
     * @param after events up to this sequence are left out; 0 leaves out none
     * @param limit at most so many, positive
     */
    List<RecordedEvent> history(UserId id, long after, int limit);
}
