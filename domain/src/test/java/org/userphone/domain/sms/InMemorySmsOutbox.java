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
import java.util.function.UnaryOperator;
import org.userphone.domain.InMemory;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.SmsMessage.Progress;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsMessage.Status;

/** The outbox in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemorySmsOutbox implements SmsOutbox {

    private record Row(
            Sms sms,
            SmsMessage message,
            Instant due,
            int attempts,
            Optional<String> inDoubtAt,
            long claim,
            boolean parked) {}

    private final InMemory memory;
    private final UnaryOperator<String> hash;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> lost = new HashSet<>();

    /** An outbox in which a number stands for its hash. */
    public InMemorySmsOutbox(InMemory memory) {
        this(memory, number -> number);
    }

    /**
     * @param hash gives the keyed hash of a number
     */
    public InMemorySmsOutbox(InMemory memory, UnaryOperator<String> hash) {
        this.memory = memory;
        this.hash = hash;
    }

    public void add(Sms sms) {
        var message = SmsMessage.promised(sms, hash.apply(sms.recipient().e164()));
        memory.run(
                () ->
                        put(
                                sms.id(),
                                new Row(
                                        sms,
                                        message,
                                        sms.promisedAt(),
                                        0,
                                        Optional.empty(),
                                        0,
                                        false)));
    }

    /** The records of the messages that wait. */
    List<SmsMessage> messages() {
        return memory.in(
                () -> rows.values().stream().filter(row -> !row.parked).map(Row::message).toList());
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
            Instant now, int max, Duration lease, Consumer<SmsMessage> unopened) {
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

    private Optional<ClaimedSms> claim(Row row, Instant until, Consumer<SmsMessage> unopened) {
        var claimed = claim(row, until);
        if (lost.contains(row.sms.id())) {
            park(claimed, "cannot be opened");
            unopened.accept(row.message);
            return Optional.empty();
        }
        return Optional.of(claimed);
    }

    private ClaimedSms claim(Row row, Instant until) {
        put(
                row.sms.id(),
                new Row(
                        row.sms,
                        waiting(row.message, until, Optional.of(until), row.message.status()),
                        until,
                        row.attempts,
                        row.inDoubtAt,
                        row.claim + 1,
                        false));
        return new ClaimedSms(
                row.sms, row.message, row.attempts, row.inDoubtAt, row.claim + 1, until);
    }

    private static SmsMessage waiting(
            SmsMessage message, Instant next, Optional<Instant> heldUntil, Status status) {
        var progress = message.progress();
        return new SmsMessage(
                message.id(),
                message.user(),
                message.dispatch(),
                new Progress(
                        progress.request(),
                        progress.expiresAt(),
                        Optional.of(next),
                        heldUntil,
                        progress.asked(),
                        progress.accepted()),
                status,
                message.parts());
    }

    @Override
    public Optional<ClaimedSms> claim(String id, Instant now) {
        return memory.in(
                () -> {
                    var row = rows.get(id);
                    if (row == null || lost.contains(id)) {
                        return Optional.<ClaimedSms>empty();
                    }
                    if (row.message.progress().heldUntil().filter(now::isBefore).isPresent()) {
                        throw new Rejection(Reason.SMS_MESSAGE_BEING_SENT);
                    }
                    var next =
                            new Row(
                                    row.sms,
                                    row.message,
                                    row.due,
                                    row.attempts,
                                    row.inDoubtAt,
                                    row.claim + 1,
                                    row.parked);
                    put(id, next);
                    return Optional.of(
                            new ClaimedSms(
                                    row.sms,
                                    row.message,
                                    row.attempts,
                                    row.inDoubtAt,
                                    next.claim,
                                    now));
                });
    }

    @Override
    public void send(ClaimedSms claimed, Instant due) {
        send(claimed, due, Optional.empty());
    }

    @Override
    public void sendBy(ClaimedSms claimed, Instant due, String provider) {
        send(claimed, due, Optional.of(provider));
    }

    private void send(ClaimedSms claimed, Instant due, Optional<String> first) {
        var waits = waiting(claimed.message(), due, Optional.empty(), claimed.message().status());
        settle(claimed, new Row(claimed.sms(), waits, due, 0, first, claimed.claim() + 1, false));
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
                        waiting(
                                claimed.message(),
                                due,
                                Optional.empty(),
                                new Status(
                                        State.WAITING,
                                        Optional.of(failure.reason()),
                                        claimed.sms().promisedAt())),
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
                        claimed.message(),
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
    public List<SmsMessage> forget(UserId user) {
        return memory.in(
                () -> {
                    var all =
                            rows.values().stream()
                                    .filter(row -> row.sms.user().equals(user))
                                    .toList();
                    all.forEach(row -> put(row.sms.id(), null));
                    return all.stream().filter(row -> !row.parked).map(Row::message).toList();
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

    @Override
    public int waiting() {
        return memory.in(() -> (int) rows.values().stream().filter(row -> !row.parked).count());
    }

    @Override
    public List<Waiting> peek(int limit) {
        return memory.in(
                () ->
                        rows.values().stream()
                                .filter(row -> !row.parked && !lost.contains(row.sms.id()))
                                .sorted(Comparator.comparing(Row::due))
                                .limit(limit)
                                .map(row -> new Waiting(row.sms, row.inDoubtAt))
                                .toList());
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
