package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.userphone.domain.InMemory;
import org.userphone.domain.sms.SmsMessage.State;

/** Early receipts in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemoryEarlyReceipts implements EarlyReceipts {

    private record Kept(Receipt receipt, Instant at) {}

    private final InMemory memory;
    private final InMemorySmsMessages messages;
    private final Map<Reference, Kept> kept = new TreeMap<>();

    public InMemoryEarlyReceipts(InMemory memory, InMemorySmsMessages messages) {
        this.memory = memory;
        this.messages = messages;
    }

    @Override
    public void keep(List<Receipt> receipts, Instant now) {
        memory.run(() -> receipts.forEach(receipt -> keep(receipt, now)));
    }

    private void keep(Receipt receipt, Instant now) {
        if (kept.putIfAbsent(receipt.reference(), new Kept(receipt, now)) == null) {
            memory.onRollback(() -> kept.remove(receipt.reference()));
        }
    }

    @Override
    public Optional<Receipt> take(Reference reference) {
        return memory.in(() -> Optional.ofNullable(remove(reference)).map(Kept::receipt));
    }

    @Override
    public List<Receipt> takeRecorded(int max) {
        return memory.in(
                () ->
                        messages.lock(kept.keySet(), Instant.MIN).stream()
                                .filter(message -> message.state() == State.ACCEPTED)
                                .flatMap(message -> message.references().stream())
                                .filter(kept::containsKey)
                                .limit(max)
                                .toList()
                                .stream()
                                .map(reference -> remove(reference).receipt)
                                .toList());
    }

    @Override
    public int removeBefore(Instant time, int max) {
        return memory.in(
                () -> {
                    var old =
                            kept.values().stream()
                                    .filter(each -> each.at.isBefore(time))
                                    .limit(max)
                                    .toList();
                    old.forEach(each -> remove(each.receipt.reference()));
                    return old.size();
                });
    }

    private Kept remove(Reference reference) {
        var removed = kept.remove(reference);
        if (removed != null) {
            memory.onRollback(() -> kept.put(reference, removed));
        }
        return removed;
    }
}
