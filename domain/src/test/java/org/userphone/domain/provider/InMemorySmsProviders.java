package org.userphone.domain.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.userphone.domain.InMemory;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.EventQuery;

/** The providers in memory, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsProviders implements SmsProviders {

    private final InMemory memory;
    private final List<InstanceEvent> events = new ArrayList<>();
    private SmsConfiguration configuration = new SmsConfiguration(0, List.of());

    public InMemorySmsProviders(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public SmsConfiguration all() {
        return memory.in(() -> configuration);
    }

    @Override
    public SmsConfiguration lock() {
        return all();
    }

    @Override
    public void keep(SmsConfiguration.Change change) {
        memory.run(
                () -> {
                    var before = configuration;
                    memory.onRollback(
                            () -> {
                                configuration = before;
                                events.remove(change.event());
                            });
                    configuration = change.after();
                    events.add(change.event());
                });
    }

    /** Records another event of the instance. */
    public InstanceEvent record(
            Editor editor, String type, Map<String, Object> payload, Instant at) {
        return memory.in(
                () -> {
                    long sequence = configuration.sequence() + 1;
                    var event =
                            new InstanceEvent(
                                    new EventPosition(sequence, at), editor, type, payload);
                    keep(
                            new SmsConfiguration.Change(
                                    new SmsConfiguration(sequence, configuration.providers()),
                                    event));
                    return event;
                });
    }

    @Override
    public List<InstanceEvent> events(EventQuery query) {
        var arrival = Comparator.comparing((InstanceEvent event) -> event.position().sequence());
        return memory.in(
                () ->
                        events.stream()
                                .filter(event -> matches(query, event))
                                .sorted(query.oldestFirst() ? arrival : arrival.reversed())
                                .limit(query.limit())
                                .toList());
    }

    private static boolean matches(EventQuery query, InstanceEvent event) {
        var at = event.position().at();
        return event.position().sequence() > query.afterSequence()
                && query.editor().map(event.editor()::equals).orElse(true)
                && (query.types().isEmpty() || query.types().contains(event.type()))
                && query.since().filter(at::isBefore).isEmpty()
                && query.until().filter(at::isAfter).isEmpty();
    }
}
