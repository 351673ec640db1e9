package org.userphone.domain.user;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * Which events of which users to show; what is empty restricts nothing.
 *
 * @param afterSequence events up to this number of their user's history are left out
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}
 * @param oldestFirst else newest first
 * @param editor who caused them: a user's id or the name of a service of ours
 * @param types names as {@link EventFormat} has them
 * @param since none before
 * @param until none after
 */
public record EventQuery(
        long afterSequence,
        int limit,
        boolean oldestFirst,
        Optional<Editor> editor,
        Set<String> types,
        Optional<UserId> user,
        Optional<OrganisationId> owner,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** Events that are shown at most, and if nobody says how many (protocol section 8). */
    public static final int MAX_LIMIT = 1000;

    public EventQuery {
        types = Set.copyOf(types);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("1 to " + MAX_LIMIT + " events can be asked for");
        }
    }
}
