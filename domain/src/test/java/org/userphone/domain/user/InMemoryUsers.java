package org.userphone.domain.user;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserEvent.Erased;

/** The users in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemoryUsers implements Users {

    private final InMemory memory;
    private final Deadlines deadlines;
    private final Map<UserId, User> snapshots = new HashMap<>();
    private final Map<UserId, List<RecordedEvent>> log = new HashMap<>();
    private final Map<String, OrganisationId> owners = new HashMap<>();

    public InMemoryUsers(InMemory memory, Deadlines deadlines) {
        this.memory = memory;
        this.deadlines = deadlines;
    }

    @Override
    public Optional<User> find(UserId id) {
        return memory.in(() -> Optional.ofNullable(snapshots.get(id)));
    }

    /** All users, in no order. */
    public List<User> all() {
        return memory.in(() -> List.copyOf(snapshots.values()));
    }

    @Override
    public Optional<User> lock(UserId id) {
        deadlines.check();
        return find(id);
    }

    @Override
    public Optional<UserId> otherOwner(User of, PhoneNumber number, Uniqueness within) {
        return all().stream()
                .filter(user -> !user.id().equals(of.id()))
                .filter(
                        user ->
                                within == Uniqueness.INSTANCE
                                        || of.resourceOwner().equals(user.resourceOwner()))
                .filter(
                        user ->
                                user.asHuman()
                                        .filter(
                                                human ->
                                                        human.phone()
                                                                .equals(new Phone.Verified(number)))
                                        .isPresent())
                .map(User::id)
                .findFirst();
    }

    @Override
    public User vacant(UserId id, OrganisationId resourceOwner) {
        return memory.in(
                () -> {
                    if (snapshots.containsKey(id)) {
                        throw new Rejection(Reason.USER_EXISTS);
                    }
                    return User.absent(id, resourceOwner, last(id));
                });
    }

    private EventPosition last(UserId id) {
        var history = log.getOrDefault(id, List.of());
        return history.isEmpty() ? EventPosition.START : history.get(history.size() - 1).position();
    }

    /** The event after its user was deleted: its data is lost, unless it has none. */
    private static RecordedEvent erased(RecordedEvent recorded) {
        var event = recorded.event();
        return EventFormat.payloadOf(event).isEmpty()
                ? recorded
                : new RecordedEvent(
                        recorded.user(),
                        recorded.position(),
                        recorded.editor(),
                        new Erased(EventFormat.typeOf(event)));
    }

    @Override
    public void append(Change change) {
        deadlines.check();
        memory.run(
                () -> {
                    var user = change.after();
                    var known = Optional.ofNullable(snapshots.get(user.id()));
                    if (known.isPresent() && change.before().state() == UserState.ABSENT) {
                        throw new Rejection(Reason.USER_EXISTS);
                    }
                    if (last(user.id()).sequence() != change.before().last().sequence()) {
                        throw new IllegalStateException("the user has moved on");
                    }
                    if (!user.username().equalsIgnoreCase(known.map(User::username).orElse(""))
                            && isUsernameTaken(user.username())) {
                        throw new Rejection(Reason.USERNAME_TAKEN);
                    }
                    if (isExternalIdTaken(user)) {
                        throw new Rejection(Reason.EXTERNAL_ID_TAKEN);
                    }
                    var history = log.computeIfAbsent(user.id(), id -> new ArrayList<>());
                    var before = List.copyOf(history);
                    memory.onRollback(
                            () -> {
                                history.clear();
                                history.addAll(before);
                                known.ifPresentOrElse(
                                        u -> snapshots.put(u.id(), u),
                                        () -> snapshots.remove(user.id()));
                            });
                    if (user.state() == UserState.ABSENT) {
                        history.replaceAll(InMemoryUsers::erased);
                        snapshots.remove(user.id());
                    } else {
                        snapshots.put(user.id(), user);
                    }
                    history.addAll(change.events());
                    change.events().forEach(e -> owners.put(key(e), user.resourceOwner()));
                });
    }

    @Override
    public boolean isUsernameTaken(String username) {
        return memory.in(
                () ->
                        snapshots.values().stream()
                                .anyMatch(user -> user.username().equalsIgnoreCase(username)));
    }

    /** All events with the organisation that owned their user at that time. */
    List<LoggedEvent> logged() {
        return memory.in(
                () ->
                        log.values().stream()
                                .flatMap(List::stream)
                                .map(event -> new LoggedEvent(event, owners.get(key(event))))
                                .toList());
    }

    private static String key(RecordedEvent event) {
        return event.user() + "/" + event.position().sequence();
    }

    @Override
    public List<RecordedEvent> history(UserId id, long after, int limit) {
        return memory.in(
                () ->
                        log.getOrDefault(id, List.of()).stream()
                                .filter(event -> event.position().sequence() > after)
                                .limit(limit)
                                .toList());
    }

    private boolean isExternalIdTaken(User user) {
        return user.externalId().isPresent()
                && snapshots.values().stream()
                        .filter(other -> !other.id().equals(user.id()))
                        .filter(other -> other.resourceOwner().equals(user.resourceOwner()))
                        .anyMatch(other -> other.externalId().equals(user.externalId()));
    }
}
