package org.userphone.domain.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * The stored users, many at once: as many statements for a hundred users as {@link Users} takes for
 * one. Every method joins the transaction of the caller, or is one.
 */
public interface UserBulk {

    /**
     * An external id, which is unique in its organisation only.
     *
     * @param owner the organisation
     */
    record ExternalId(OrganisationId owner, String id) {}

    /**
     * What is asked of the stored users.
     *
     * @param ids whoever has one of these is wanted
     * @param externalIds likewise
     * @param usernames of these it is asked whether a user has them
     */
    record Wanted(Set<UserId> ids, Set<ExternalId> externalIds, Set<String> usernames) {

        public Wanted {
            ids = Set.copyOf(ids);
            externalIds = Set.copyOf(externalIds);
            usernames = Set.copyOf(usernames);
        }
    }

    /**
     * What there is of that.
     *
     * @param users those who are wanted, each once
     * @param left where the histories end that deleted users with wanted ids have left
     * @param usernames those that a user has, with their case folded ({@link TextMatch#fold})
     */
    record Found(List<User> users, Map<UserId, EventPosition> left, Set<String> usernames) {

        public Found {
            users = List.copyOf(users);
            left = Map.copyOf(left);
            usernames = Set.copyOf(usernames);
        }
    }

    /**
     * A part of all users.
     *
     * @param owner the organisation whose users they are; empty for those of all organisations
     * @param after users with this id or an earlier one are left out; empty leaves out none
     * @param limit how many users to return at most, positive
     */
    record Page(Optional<OrganisationId> owner, Optional<UserId> after, int limit) {}

    /**
     * Locks the wanted users until the transaction ends, in the order of their ids, so that two
     * bulks do not wait for each other.
     *
     * @throws Abandoned if the caller of the call stops waiting before they are locked
     */
    Found lock(Wanted wanted);

    /**
     * Appends changes, in their order, as {@link Users#append} does with each. A user may have
     * several.
     *
     * @throws Abandoned if the caller of the call no longer waits
     * @throws Rejection as {@link Users#append} does, with {@link Reason#USER_EXISTS} for a new
     *     user whose refusal is about nothing else; it does not tell of whom. Nothing of the
     *     changes may be committed then
     */
    void append(List<Change> changes);

    /** Human users in the order of their ids. */
    List<User> humans(Page page);
}
