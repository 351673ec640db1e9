package org.userphone.domain.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.userphone.domain.InMemory;
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
