package org.userphone.domain.guard;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.userphone.domain.InMemory;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.user.EventPosition;

/**
 * The counts in a map, for tests; it passes the same contract as the real adapter. It need not lock
 * keys, because transactions run one at a time.
 */
public final class InMemorySendCounts implements SendCounts {

    private record Row(SendCount count, Instant until, Fill fill) {}

    private final InMemory memory;
    private final InMemorySmsProviders instance;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    public InMemorySendCounts(InMemory memory, InMemorySmsProviders instance) {
        this.memory = memory;
        this.instance = instance;
    }

    @Override
    public Map<String, SendCount> lock(Set<String> keys, Instant now) {
        return memory.in(
                () -> {
                    var missing = keys.stream().filter(key -> !rows.containsKey(key)).toList();
                    missing.forEach(key -> put(key, new Row(SendCount.NONE, now, Fill.NONE)));
                    if (!missing.isEmpty()) {
                        old(keys, now).forEach(key -> put(key, null));
                    }
                    return keys.stream().collect(toMap(key -> key, key -> rows.get(key).count));
                });
    }

    private List<String> old(Set<String> except, Instant now) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().until.isBefore(now))
                .map(Map.Entry::getKey)
                .filter(key -> !except.contains(key))
                .limit(MAX_REMOVED)
                .toList();
    }

    @Override
    public Optional<SendCount> lockExisting(String key) {
        return memory.in(() -> Optional.ofNullable(rows.get(key)).map(Row::count));
    }

    @Override
    public void keep(String key, SendCount count, Instant until, Fill fill) {
        memory.run(() -> put(key, new Row(count, until, fill)));
    }

    @Override
    public Map<String, SendCount> find(Set<String> keys) {
        return memory.in(
                () ->
                        keys.stream()
                                .collect(
                                        toMap(
                                                key -> key,
                                                key ->
                                                        Optional.ofNullable(rows.get(key))
                                                                .map(Row::count)
                                                                .orElse(SendCount.NONE))));
    }

    @Override
    public List<FoundCount> fullest(boolean refusing, Instant now, int offset, int limit) {
        Comparator<Row> order =
                refusing
                        ? Comparator.comparing(row -> row.fill.refusedUntil().orElse(Instant.MIN))
                        : Comparator.comparing(row -> row.fill.ppm());
        Predicate<Row> wanted =
                refusing
                        ? row -> row.fill.refusedUntil().filter(now::isBefore).isPresent()
                        : row -> row.fill.ppm() >= Fill.MIN_PPM && !row.until.isBefore(now);
        return memory.in(
                () ->
                        rows.entrySet().stream()
                                .filter(row -> wanted.test(row.getValue()))
                                .sorted(
                                        Map.Entry.<String, Row>comparingByValue(order)
                                                .thenComparing(Map.Entry.comparingByKey())
                                                .reversed())
                                .skip(offset)
                                .limit(limit)
                                .map(row -> new FoundCount(row.getKey(), row.getValue().count))
                                .toList());
    }

    @Override
    public Optional<EventPosition> clear(ClearedCount cleared) {
        return memory.in(
                () -> {
                    if (!rows.containsKey(cleared.key())) {
                        return Optional.empty();
                    }
                    put(cleared.key(), new Row(SendCount.NONE, cleared.at(), Fill.NONE));
                    return Optional.of(
                            instance.record(
                                            cleared.editor(),
                                            ClearedCount.TYPE,
                                            cleared.payload(),
                                            cleared.at())
                                    .position());
                });
    }

    private void put(String key, Row row) {
        var before = row == null ? rows.remove(key) : rows.put(key, row);
        memory.onRollback(
                () -> {
                    if (before == null) {
                        rows.remove(key);
                    } else {
                        rows.put(key, before);
                    }
                });
    }

    /** The keys that have a count. */
    public Set<String> keys() {
        return memory.in(() -> Set.copyOf(rows.keySet()));
    }
}
