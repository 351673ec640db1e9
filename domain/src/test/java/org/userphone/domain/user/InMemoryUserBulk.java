package org.userphone.domain.user;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.function.Predicate;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/** The users of a map, many at once; it passes the same contract as the real adapter. */
public final class InMemoryUserBulk implements UserBulk {

    private static final OrganisationId ANY = new OrganisationId("any");

    private final InMemoryUsers users;

    public InMemoryUserBulk(InMemoryUsers users) {
        this.users = users;
    }

    @Override
    public Found lock(Wanted wanted) {
        var found = users.all().stream().filter(user -> isWanted(user, wanted)).toList();
        var there = found.stream().map(User::id).collect(toSet());
        return new Found(
                found,
                wanted.ids().stream()
                        .filter(Predicate.not(there::contains))
                        .collect(toMap(id -> id, this::last)),
                wanted.usernames().stream()
                        .filter(users::isUsernameTaken)
                        .map(TextMatch::fold)
                        .collect(toSet()));
    }

    private static boolean isWanted(User user, Wanted wanted) {
        return wanted.ids().contains(user.id())
                || user.externalId()
                        .map(id -> new ExternalId(user.resourceOwner(), id))
                        .filter(wanted.externalIds()::contains)
                        .isPresent();
    }

    private EventPosition last(UserId id) {
        return users.vacant(id, ANY).last();
    }

    @Override
    public void append(List<Change> changes) {
        changes.forEach(users::append);
    }

    @Override
    public List<User> humans(Page page) {
        return users.all().stream()
                .filter(User::isHuman)
                .filter(user -> page.owner().map(user.resourceOwner()::equals).orElse(true))
                .filter(
                        user ->
                                page.after()
                                        .map(id -> user.id().value().compareTo(id.value()) > 0)
                                        .orElse(true))
                .sorted(comparing(user -> user.id().value()))
                .limit(page.limit())
                .toList();
    }
}
