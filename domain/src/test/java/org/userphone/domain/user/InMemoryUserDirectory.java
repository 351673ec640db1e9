package org.userphone.domain.user;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery.TextField;

/** The users of a map, searched one by one; it passes the same contract as the real adapter. */
public final class InMemoryUserDirectory implements UserDirectory {

    private final InMemoryUsers users;

    public InMemoryUserDirectory(InMemoryUsers users) {
        this.users = users;
    }

    @Override
    public UserPage list(UserListing listing) {
        var wanted = new UserPredicates().of(listing);
        var found = users.all().stream().filter(wanted).sorted(order(listing)).toList();
        return new UserPage(
                found.stream().skip(listing.offset()).limit(listing.limit()).toList(),
                found.size());
    }

    private static Comparator<User> order(UserListing listing) {
        var ascending = order(listing.sortKey()).thenComparing(user -> user.id().value());
        return listing.ascending() ? ascending : ascending.reversed();
    }

    private static Comparator<User> order(SortKey key) {
        return switch (key) {
            case ID -> by(user -> Optional.of(user.id().value()));
            case USERNAME -> byText(TextField.USERNAME);
            case GIVEN_NAME -> byText(TextField.GIVEN_NAME);
            case FAMILY_NAME -> byText(TextField.FAMILY_NAME);
            case NICK_NAME -> byText(TextField.NICK_NAME);
            case DISPLAY_NAME -> byText(TextField.DISPLAY_NAME);
            case EMAIL -> byText(TextField.EMAIL);
            case STATE -> by(user -> Optional.of(user.state()));
            case KIND -> by(user -> Optional.of(UserPredicates.kind(user)));
            case CREATED_AT -> by(user -> Optional.<Instant>of(user.createdAt()));
        };
    }

    private static Comparator<User> byText(TextField field) {
        return by(user -> UserPredicates.text(field, user).map(TextMatch::fold));
    }

    private static <T extends Comparable<? super T>> Comparator<User> by(
            Function<User, Optional<T>> key) {
        return comparing(user -> key.apply(user).orElse(null), nullsLast(naturalOrder()));
    }
}
