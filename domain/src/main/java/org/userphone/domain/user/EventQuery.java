package org.userphone.domain.user;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * Which events to show. What is empty does not restrict them.
 *
 * @param afterSequence events with this sequence or a lower one are left out
 * @param limit how many events to return at most, 1 to {@value #MAX_LIMIT}
 * @param oldestFirst oldest first if true, else newest first
 * @param editor who caused the events: a user's id or the name of an internal service
 * @param types the names of events, as in {@link EventFormat}
 * @param user the user that the events are about
 * @param owner the organisation that owned the user at the time of the event
 * @param since events before this time are left out
 * @param until events after this time are left out
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

    /** The largest number of events of one query, and the default (protocol section 8). */
    public static final int MAX_LIMIT = 1000;

    public EventQuery {
        types = Set.copyOf(types);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("1 to " + MAX_LIMIT + " events can be asked for");
        }
    }

    /** The same query within one organisation; empty if it asks for another one. */
    public Optional<EventQuery> within(OrganisationId own) {
        return owner.filter(asked -> !asked.equals(own)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new EventQuery(
                                afterSequence,
                                limit,
                                oldestFirst,
                                editor,
                                types,
                                user,
                                Optional.of(own),
                                since,
                                until));
    }
}
