package org.userphone.domain.account;

import static java.time.temporal.ChronoUnit.MICROS;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.userphone.domain.OnlyReads;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.UserDirectory;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserPage;
import org.userphone.domain.user.UserPredicates;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.Users;

/** Lists the users that the caller may see (protocol sections 1.4, 2.8). */
@UseCase
@OnlyReads
public class ListUsers {

    /**
     * A page of users.
     *
     * @param at when the users were read; every change that was committed before is included
     */
    public record UsersListed(UserPage page, Instant at) {}

    private final Users users;
    private final UserDirectory directory;
    private final Clock clock;

    @Inject
    public ListUsers(Users users, UserDirectory directory, Clock clock) {
        this.users = users;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Lists users. Callers see themselves, and the users of the organisations in which they have
     * {@code user.read}. No call is refused for a missing permission: users whom the caller may not
     * see are neither listed nor counted.
     *
     * @throws Rejection with {@link Reason#QUERY_TOO_DEEP} or {@link Reason#QUERY_TOO_LONG}
     */
    public UsersListed list(Caller caller, UserListing listing) {
        if (listing.depth() > UserQuery.MAX_DEPTH) {
            throw new Rejection(Reason.QUERY_TOO_DEEP);
        }
        if (listing.conditions() > UserQuery.MAX_CONDITIONS
                || listing.values() > UserQuery.MAX_VALUES) {
            throw new Rejection(Reason.QUERY_TOO_LONG);
        }
        var at = clock.instant().truncatedTo(MICROS);
        return new UsersListed(visible(caller, listing), at);
    }

    private UserPage visible(Caller caller, UserListing listing) {
        if (caller.everywhere().contains(Permission.USER_READ)) {
            return directory.list(listing);
        }
        var own = caller.organisation();
        if (own.isPresent() && caller.may(Permission.USER_READ, own.get())) {
            return directory.list(listing.among(new OwnedBy(own.get())));
        }
        return self(caller, listing);
    }

    /**
     * Callers who see nobody but themselves are looked up by their id, so that no query of theirs
     * costs more than that, however it is written.
     */
    private UserPage self(Caller caller, UserListing listing) {
        var found =
                users
                        .find(caller.id())
                        .filter(user -> caller.is(user.id(), user.resourceOwner()))
                        .filter(new UserPredicates().of(listing))
                        .stream()
                        .toList();
        return new UserPage(listing.offset() == 0 ? found : List.of(), found.size());
    }
}
