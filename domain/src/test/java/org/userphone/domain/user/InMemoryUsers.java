package org.userphone.domain.user;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.InMemory;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The users in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemoryUsers implements Users {

    private final InMemory memory;
    private final Map<UserId, User> snapshots = new HashMap<>();
    private final Map<UserId, List<RecordedEvent>> log = new HashMap<>();

    public InMemoryUsers(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<User> find(UserId id) {
        return memory.in(() -> Optional.ofNullable(snapshots.get(id)));
    }

    @Override
    public Optional<User> lock(UserId id) {
        return find(id);
    }

    @Override
    public void append(Change change) {
        memory.run(
                () -> {
                    var user = change.after();
                    var known = Optional.ofNullable(snapshots.get(user.id()));
                    long sequence = known.map(u -> u.last().sequence()).orElse(0L);
                    if (sequence != change.before().last().sequence()) {
                        if (change.before().last().sequence() == 0) {
                            throw new Rejection(Reason.USER_EXISTS);
                        }
                        throw new IllegalStateException("the user has moved on");
                    }
                    if (!user.username().equalsIgnoreCase(known.map(User::username).orElse(""))
                            && isUsernameTaken(user.username())) {
                        throw new Rejection(Reason.USERNAME_TAKEN);
                    }
                    var history = log.computeIfAbsent(user.id(), id -> new ArrayList<>());
                    int size = history.size();
                    memory.onRollback(
                            () -> {
                                history.subList(size, history.size()).clear();
                                known.ifPresentOrElse(
                                        u -> snapshots.put(u.id(), u),
                                        () -> snapshots.remove(user.id()));
                            });
                    history.addAll(change.events());
                    snapshots.put(user.id(), user);
                });
    }

    @Override
    public boolean isUsernameTaken(String username) {
        return memory.in(
                () ->
                        snapshots.values().stream()
                                .anyMatch(user -> user.username().equalsIgnoreCase(username)));
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
}
