package org.userphone.domain.user;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The log of the users in memory, for tests; it passes the same contract as the real adapter. */
public final class InMemoryEventLog implements EventLog {

    private static final Comparator<LoggedEvent> ARRIVAL =
            Comparator.comparing((LoggedEvent event) -> event.recorded().position().at())
                    .thenComparing(event -> event.recorded().user().value())
                    .thenComparing(event -> event.recorded().position().sequence());

    private final InMemoryUsers users;

    public InMemoryEventLog(InMemoryUsers users) {
        this.users = users;
    }

    @Override
    public List<LoggedEvent> search(EventQuery query) {
        return users.logged().stream()
                .filter(event -> matches(query, event))
                .sorted(query.oldestFirst() ? ARRIVAL : ARRIVAL.reversed())
                .limit(query.limit())
                .toList();
    }

    private static boolean matches(EventQuery query, LoggedEvent event) {
        var recorded = event.recorded();
        var at = recorded.position().at();
        return recorded.position().sequence() > query.afterSequence()
                && is(query.editor(), recorded.editor())
                && (query.types().isEmpty()
                        || query.types().contains(EventFormat.typeOf(recorded.event())))
                && is(query.user(), recorded.user())
                && is(query.owner(), event.owner())
                && query.since().filter(at::isBefore).isEmpty()
                && query.until().filter(at::isAfter).isEmpty();
    }

    private static <T> boolean is(Optional<T> asked, T value) {
        return asked.map(value::equals).orElse(true);
    }
}
