package org.userphone.domain.idempotency;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.InMemory;

/**
 * The answers in a map, for tests; it passes the same contract as the real adapter. It need not
 * lock places, because transactions run one at a time.
 */
public final class InMemoryAnswers implements Answers {

    private record Row(Answer answer, Instant expiresAt) {}

    private final InMemory memory;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    public InMemoryAnswers(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Answer> reserve(String place, Instant now) {
        return memory.in(
                () -> {
                    var kept =
                            Optional.ofNullable(rows.get(place))
                                    .filter(row -> row.expiresAt.isAfter(now))
                                    .map(Row::answer);
                    if (kept.isEmpty()) {
                        expired(now).forEach(other -> put(other, null));
                    }
                    return kept;
                });
    }

    private List<String> expired(Instant now) {
        return rows.entrySet().stream()
                .filter(row -> !row.getValue().expiresAt.isAfter(now))
                .map(Map.Entry::getKey)
                .limit(MAX_REMOVED)
                .toList();
    }

    @Override
    public void keep(String place, Answer answer, Instant expiresAt) {
        memory.run(() -> put(place, new Row(answer, expiresAt)));
    }

    private void put(String place, Row row) {
        var before = row == null ? rows.remove(place) : rows.put(place, row);
        memory.onRollback(
                () -> {
                    if (before == null) {
                        rows.remove(place);
                    } else {
                        rows.put(place, before);
                    }
                });
    }

    /** How many answers lie there, expired ones included. */
    public int size() {
        return memory.in(rows::size);
    }

    /** The places that have an answer. */
    public List<String> places() {
        return memory.in(() -> List.copyOf(rows.keySet()));
    }
}
