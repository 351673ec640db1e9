package org.userphone.domain.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.EventQuery;

/** The texts in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemoryMessageTexts implements MessageTexts {

    private final InMemory memory;
    private final InMemorySmsProviders instance;
    private final Map<TextKey, MessageText> texts = new HashMap<>();
    private final List<OrganisationEvent> events = new ArrayList<>();

    /**
     * @param instance stores the history of the instance
     */
    public InMemoryMessageTexts(InMemory memory, InMemorySmsProviders instance) {
        this.memory = memory;
        this.instance = instance;
    }

    @Override
    public Optional<MessageText> find(TextKey key) {
        return memory.in(() -> Optional.ofNullable(texts.get(key)));
    }

    @Override
    public List<MessageText> find(List<TextKey> keys) {
        return memory.in(
                () ->
                        texts.values().stream()
                                .filter(text -> text.text().isPresent())
                                .filter(text -> keys.contains(text.key()))
                                .toList());
    }

    @Override
    public MessageText change(TextChange change) {
        return memory.in(
                () -> {
                    var key = change.key();
                    var position =
                            key.organisation()
                                    .map(organisation -> record(organisation, change))
                                    .orElseGet(() -> recordOfInstance(change));
                    var after =
                            new MessageText(
                                    key,
                                    change.text(),
                                    position.sequence(),
                                    change.at(),
                                    change.editor());
                    var before = texts.put(key, after);
                    memory.onRollback(() -> restore(key, before));
                    return after;
                });
    }

    private EventPosition record(OrganisationId organisation, TextChange change) {
        long before =
                events.stream().filter(event -> event.organisation().equals(organisation)).count();
        var event =
                new OrganisationEvent(
                        organisation,
                        new EventPosition(before + 1, change.at()),
                        change.editor(),
                        change.type(),
                        change.payload());
        events.add(event);
        memory.onRollback(() -> events.remove(event));
        return event.position();
    }

    private EventPosition recordOfInstance(TextChange change) {
        return instance.record(change.editor(), change.type(), change.payload(), change.at())
                .position();
    }

    @Override
    public List<OrganisationEvent> events(EventQuery query) {
        var arrival =
                Comparator.comparing((OrganisationEvent event) -> event.position().at())
                        .thenComparing(event -> event.organisation().value())
                        .thenComparing(event -> event.position().sequence());
        return memory.in(
                () ->
                        events.stream()
                                .filter(event -> matches(query, event))
                                .sorted(query.oldestFirst() ? arrival : arrival.reversed())
                                .limit(query.limit())
                                .toList());
    }

    private static boolean matches(EventQuery query, OrganisationEvent event) {
        var at = event.position().at();
        return event.position().sequence() > query.afterSequence()
                && query.editor().map(event.editor()::equals).orElse(true)
                && query.user()
                        .map(id -> event.organisation().value().equals(id.value()))
                        .orElse(true)
                && query.owner().map(event.organisation()::equals).orElse(true)
                && (query.types().isEmpty() || query.types().contains(event.type()))
                && query.since().filter(at::isBefore).isEmpty()
                && query.until().filter(at::isAfter).isEmpty();
    }

    private void restore(TextKey key, MessageText before) {
        if (before == null) {
            texts.remove(key);
        } else {
            texts.put(key, before);
        }
    }
}
