package org.userphone.domain.user;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * The stored users and their events. Every method joins the transaction of the caller, or is one.
 */
public interface Users {

    Optional<User> find(UserId id);

    /**
     * Locks a user until the transaction ends and returns it; empty if the user does not exist.
     * Other transactions that lock the user wait.
     *
     * @throws Abandoned if the caller of the call stops waiting before the user is locked
     */
    Optional<User> lock(UserId id);

    /**
     * An absent user with this id, to whom the events of adding can be recorded. They continue the
     * history that a deleted user with this id has left.
     *
     * @throws Rejection with {@link Reason#USER_EXISTS}
     */
    User vacant(UserId id, OrganisationId resourceOwner);

    /**
     * Appends the events of a change to the log, and stores the user after them as the snapshot. If
     * the change deletes the user, the personal data in its events can no longer be read: they are
     * read as {@link UserEvent.Erased}.
     *
     * @throws Abandoned if the caller of the call no longer waits
     * @throws Rejection with {@link Reason#USER_EXISTS} or {@link Reason#USERNAME_TAKEN} if another
     *     transaction has added a user with this id or username, or with {@link
     *     Reason#EXTERNAL_ID_TAKEN} if a user of the organisation has this external id
     * @throws IllegalStateException if the user has been changed since the change was decided; this
     *     cannot happen if the user was locked
     */
    void append(Change change);

    /**
     * Another user who has verified this number; empty if nobody has.
     *
     * @param within {@link Uniqueness#ORGANISATION} looks at the users of the same organisation
     *     only
     */
    Optional<UserId> otherOwner(User user, PhoneNumber number, Uniqueness within);

    /** Whether a user has this username, whatever the case. */
    boolean isUsernameTaken(String username);

    /**
     * The events of a user in the order of their sequence.
     *
     * @param after events with this sequence or a lower one are left out; 0 leaves out none
     * @param limit how many events to return at most, positive
     */
    List<RecordedEvent> history(UserId id, long after, int limit);
}
