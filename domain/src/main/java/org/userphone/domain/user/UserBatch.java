package org.userphone.domain.user;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserBulk.ExternalId;
import org.userphone.domain.user.UserBulk.Found;
import org.userphone.domain.user.UserBulk.Wanted;

/**
 * The stored users as they would be after changes that are held back. Use cases work on it as on
 * the stored users themselves; what they change is stored by one {@link UserBulk#append} at the
 * end. What was locked at the beginning is not read again.
 *
 * <p>A username that a held back change gives up stays taken: the database does not write changes
 * in their order.
 */
public final class UserBatch implements Users {

    private final Users stored;
    private final Set<UserId> known = new HashSet<>();
    private final Map<UserId, User> users = new HashMap<>();
    private final Map<UserId, EventPosition> left;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> usernames;
    private final List<Change> changes = new ArrayList<>();

    /**
     * @param stored asked about whatever was not wanted
     * @param found what there is of the wanted
     */
    public UserBatch(Users stored, Wanted wanted, Found found) {
        this.stored = stored;
        this.left = found.left();
        this.usernames = new HashSet<>(found.usernames());
        known.addAll(wanted.ids());
        wanted.usernames().stream().map(TextMatch::fold).forEach(asked::add);
        found.users().forEach(this::put);
    }

    private void put(User user) {
        known.add(user.id());
        users.put(user.id(), user);
    }

    /** The changes that are held back, in their order. */
    public List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }

    /**
     * Takes changes back, as if they had never been appended.
     *
     * @param count how many of the first changes stay
     */
    public void keep(int count) {
        while (changes.size() > count) {
            var undone = changes.remove(changes.size() - 1);
            var before = undone.before();
            if (before.state() == UserState.ABSENT) {
                users.remove(before.id());
            } else {
                users.put(before.id(), before);
            }
            if (!isSameName(before, undone.after())) {
                usernames.remove(TextMatch.fold(undone.after().username()));
            }
        }
    }

    private static boolean isSameName(User before, User after) {
        return TextMatch.fold(before.username()).equals(TextMatch.fold(after.username()));
    }

    /** The user who has this external id; empty if no user who was wanted or added here has it. */
    public Optional<User> find(ExternalId external) {
        return users.values().stream()
                .filter(user -> user.resourceOwner().equals(external.owner()))
                .filter(user -> user.externalId().filter(external.id()::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<User> find(UserId id) {
        return known.contains(id) ? Optional.ofNullable(users.get(id)) : stored.find(id);
    }

    @Override
    public Optional<User> lock(UserId id) {
        if (!known.contains(id)) {
            stored.lock(id).ifPresent(this::put);
            known.add(id);
        }
        return find(id);
    }

    @Override
    public User vacant(UserId id, OrganisationId resourceOwner) {
        if (!known.contains(id)) {
            return stored.vacant(id, resourceOwner);
        }
        if (users.containsKey(id)) {
            throw new Rejection(Reason.USER_EXISTS);
        }
        return User.absent(id, resourceOwner, left.getOrDefault(id, EventPosition.START));
    }

    @Override
    public void append(Change change) {
        var user = change.after();
        if (user.externalId().isPresent()) {
            var external = new ExternalId(user.resourceOwner(), user.externalId().get());
            if (find(external).filter(other -> !other.id().equals(user.id())).isPresent()) {
                throw new Rejection(Reason.EXTERNAL_ID_TAKEN);
            }
        }
        if (!isSameName(change.before(), user)) {
            usernames.add(TextMatch.fold(user.username()));
        }
        put(user);
        changes.add(change);
    }

    @Override
    public Optional<UserId> otherOwner(User user, PhoneNumber number, Uniqueness within) {
        return users.values().stream()
                .filter(other -> !other.id().equals(user.id()))
                .filter(
                        other ->
                                within == Uniqueness.INSTANCE
                                        || other.resourceOwner().equals(user.resourceOwner()))
                .filter(other -> hasVerified(other, number))
                .map(User::id)
                .findFirst()
                .or(
                        () ->
                                stored.otherOwner(user, number, within)
                                        .filter(other -> !users.containsKey(other)));
    }

    private static boolean hasVerified(User user, PhoneNumber number) {
        return user.asHuman()
                .filter(human -> human.phone().equals(new Phone.Verified(number)))
                .isPresent();
    }

    @Override
    public boolean isUsernameTaken(String username) {
        var key = TextMatch.fold(username);
        return usernames.contains(key) || !asked.contains(key) && stored.isUsernameTaken(username);
    }

    @Override
    public List<RecordedEvent> history(UserId id, long after, int limit) {
        return stored.history(id, after, limit);
    }
}
