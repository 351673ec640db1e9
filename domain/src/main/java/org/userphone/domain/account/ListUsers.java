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

/** Lists the users that the caller may see (protocol sections 1.4, 2.8). */
@UseCase
public class ListUsers {

    /**
     * A page of users.
     *
     * @param at when the users were read; every change that was committed before is included
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
     * Lists users. Callers see themselves and the users of the organisations in which they have
     * {@code user.read}. No call is refused for a missing permission: users whom the caller may not
     * see are neither listed nor counted.
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
        var own = caller.organisation();
        return own.isPresent() && caller.may(Permission.USER_READ, own.get())
                ? listing.among(new Or(List.of(new OwnedBy(own.get()), self)))
                : listing.among(self);
    }
}
