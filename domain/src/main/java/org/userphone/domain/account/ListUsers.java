package org.userphone.domain.account;

import static java.time.temporal.ChronoUnit.MICROS;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.UserDirectory;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserPage;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.OwnedBy;

/** Lists the users that a caller may see (protocol sections 1.4, 2.8). */
@UseCase
public class ListUsers {

    /**
     * A page of users.
     *
     * @param at when they were looked up; nothing lags behind, every change before it is seen
     */
    public record UsersListed(UserPage page, Instant at) {}

    private final UserDirectory directory;
    private final Clock clock;

    @Inject
    public ListUsers(UserDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Callers see themselves, and whom {@code user.read} lets them read. Nobody is refused: whom a
     * caller may not see is not there, not on a page and not in the count.
     *
     * @throws Rejection with {@link Reason#QUERY_TOO_DEEP}
     */
    public UsersListed list(Caller caller, UserListing listing) {
        if (listing.depth() > UserQuery.MAX_DEPTH) {
            throw new Rejection(Reason.QUERY_TOO_DEEP);
        }
        var at = clock.instant().truncatedTo(MICROS);
        return new UsersListed(directory.list(visible(caller, listing)), at);
    }

    private static UserListing visible(Caller caller, UserListing listing) {
        if (caller.everywhere().contains(Permission.USER_READ)) {
            return listing;
        }
        var self = new InIds(Set.of(caller.id()));
        return listing.among(
                caller.organisation()
                        .filter(own -> caller.may(Permission.USER_READ, own))
                        .<UserQuery>map(own -> new Or(List.of(new OwnedBy(own), self)))
                        .orElse(self));
    }
}
