package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Failed;

/** The outbox in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsOutbox implements SmsOutbox {

    private record Row(
            Sms sms,
            Instant due,
            int attempts,
            Optional<String> inDoubtAt,
            long claim,
            boolean parked) {}

    private final InMemory memory;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> lost = new HashSet<>();

    public InMemorySmsOutbox(InMemory memory) {
        this.memory = memory;
    }

    public void add(Sms sms) {
        memory.run(
                () -> put(sms.id(), new Row(sms, sms.promisedAt(), 0, Optional.empty(), 0, false)));
    }

    /** Makes a message one that cannot be decrypted. */
    public void loseKeyOf(Sms sms) {
        lost.add(sms.id());
    }

    /** Claims messages all of which can be decrypted. */
    public List<ClaimedSms> claimDue(Instant now, int max, Duration lease) {
        return claimDue(
                now,
                max,
                lease,
                sms -> {
                    throw new AssertionError(sms);
                });
    }

    @Override
    public List<ClaimedSms> claimDue(
            Instant now, int max, Duration lease, Consumer<SmsHeader> unopened) {
        return memory.in(
                () ->
                        rows.values().stream()
                                .filter(row -> !row.parked && !row.due.isAfter(now))
                                .sorted(Comparator.comparing(Row::due))
                                .limit(max)
                                .toList()
                                .stream()
                                .flatMap(row -> claim(row, now.plus(lease), unopened).stream())
                                .toList());
    }

    private Optional<ClaimedSms> claim(Row row, Instant until, Consumer<SmsHeader> unopened) {
        var claimed = claim(row, until);
        if (lost.contains(row.sms.id())) {
            park(claimed, "cannot be opened");
            unopened.accept(row.sms.header());
            return Optional.empty();
        }
        return Optional.of(claimed);
    }

    private ClaimedSms claim(Row row, Instant until) {
        put(
                row.sms.id(),
                new Row(row.sms, until, row.attempts, row.inDoubtAt, row.claim + 1, false));
        return new ClaimedSms(row.sms, row.attempts, row.inDoubtAt, row.claim + 1, until);
    }

    @Override
    public boolean isHeld(ClaimedSms claimed) {
        return memory.in(
                () -> {
                    var held = rows.get(claimed.sms().id());
                    return held != null && held.claim == claimed.claim() && !held.parked;
                });
    }

    @Override
    public boolean remove(ClaimedSms claimed) {
        return settle(claimed, null);
    }

    @Override
    public boolean retryAt(ClaimedSms claimed, Instant due, Failed failure) {
        return settle(
                claimed,
                new Row(
                        claimed.sms(),
                        due,
                        claimed.attempts() + 1,
                        failure.inDoubtAt(),
                        claimed.claim() + 1,
                        false));
    }

    @Override
    public boolean park(ClaimedSms claimed, String reason) {
        return settle(
                claimed,
                new Row(
                        claimed.sms(),
                        Instant.EPOCH,
                        claimed.attempts() + 1,
                        Optional.empty(),
                        claimed.claim() + 1,
                        true));
    }

    @Override
    public int removeParkedBefore(Instant time, int max) {
        return memory.in(
                () -> {
                    var old =
                            rows.values().stream()
                                    .filter(row -> row.parked)
                                    .filter(row -> row.sms.promisedAt().isBefore(time))
                                    .limit(max)
                                    .toList();
                    old.forEach(row -> put(row.sms.id(), null));
                    return old.size();
                });
    }

    @Override
    public List<SmsHeader> forget(UserId user) {
        return memory.in(
                () -> {
                    var all =
                            rows.values().stream()
                                    .filter(row -> row.sms.user().equals(user))
                                    .toList();
                    all.forEach(row -> put(row.sms.id(), null));
                    return all.stream()
                            .filter(row -> !row.parked)
                            .map(row -> row.sms.header())
                            .toList();
                });
    }

    private boolean settle(ClaimedSms claimed, Row row) {
        return memory.in(
                () -> {
                    var held = rows.get(claimed.sms().id());
                    if (held == null || held.claim != claimed.claim()) {
                        return false;
                    }
                    put(claimed.sms().id(), row);
                    return true;
                });
    }

    private void put(String id, Row row) {
        var before = row == null ? rows.remove(id) : rows.put(id, row);
        memory.onRollback(
                () -> {
                    if (before == null) {
                        rows.remove(id);
                    } else {
                        rows.put(id, before);
                    }
                });
    }

    @Override
    public Optional<Instant> oldest() {
        return memory.in(
                () ->
                        rows.values().stream()
                                .filter(row -> !row.parked)
                                .map(row -> row.sms.promisedAt())
                                .min(Comparator.naturalOrder()));
    }

    /** How many messages lie there, parked ones included. */
    public int size() {
        return memory.in(rows::size);
    }

    /** The time at which the next message is due. */
    public Instant nextAttempt() {
        return memory.in(
                () ->
                        rows.values().stream()
                                .filter(row -> !row.parked)
                                .map(Row::due)
                                .min(Comparator.naturalOrder())
                                .orElseThrow());
    }
}
