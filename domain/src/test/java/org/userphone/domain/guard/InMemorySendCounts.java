package org.userphone.domain.guard;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.InMemory;

/**
 * The counts in a map, for tests; it passes the same contract as the real adapter. It need not lock
 * keys, because transactions run one at a time.
 */
public final class InMemorySendCounts implements SendCounts {

    private record Row(SendCount count, Instant until) {}

    private final InMemory memory;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    public InMemorySendCounts(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public Map<String, SendCount> lock(Set<String> keys, Instant now) {
        return memory.in(
                () -> {
                    var missing = keys.stream().filter(key -> !rows.containsKey(key)).toList();
                    missing.forEach(key -> put(key, new Row(SendCount.NONE, now)));
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
    public void keep(String key, SendCount count, Instant until) {
        memory.run(() -> put(key, new Row(count, until)));
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
