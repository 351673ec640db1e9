package org.userphone.domain.sms;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.userphone.domain.Collaborator;
import org.userphone.domain.sms.SmsEvents.Outcome;
import org.userphone.domain.sms.SmsMessage.State;

/**
 * Records receipts. The first receipt for a message counts; later ones change nothing, whether they
 * repeat it or contradict it. A receipt whose message is not recorded yet is kept until it is.
 */
@Collaborator
@Transactional
public class RecordReceipts {

    /**
     * How long after its promise a message can be reported on. An older message with the same
     * reference is another one, because providers reuse references.
     */
    static final Duration MAX_RECEIPT_AGE = Duration.ofDays(3);

    private final SmsMessages messages;
    private final EarlyReceipts early;
    private final SmsEvents events;
    private final Clock clock;

    @Inject
    public RecordReceipts(
            SmsMessages messages, EarlyReceipts early, SmsEvents events, Clock clock) {
        this.messages = messages;
        this.early = early;
        this.events = events;
        this.clock = clock;
    }

    public void record(List<Receipt> receipts) {
        var now = clock.instant();
        var first =
                receipts.stream()
                        .collect(
                                toMap(
                                        Receipt::reference,
                                        receipt -> receipt,
                                        (one, later) -> one,
                                        TreeMap::new));
        var held = messages.lock(first.keySet(), now.minus(MAX_RECEIPT_AGE));
        var settled =
                held.stream()
                        .filter(message -> message.state() == State.ACCEPTED)
                        .map(
                                message ->
                                        message.settledBy(
                                                first.get(message.reference().orElseThrow())))
                        .toList();
        var known =
                held.stream()
                        .map(message -> message.reference().orElseThrow())
                        .collect(toCollection(TreeSet::new));
        var unknown =
                first.values().stream()
                        .filter(receipt -> !known.contains(receipt.reference()))
                        .toList();
        messages.update(settled);
        early.keep(unknown, now);
        settled.forEach(events::changed);
        events.received(Outcome.APPLIED, settled.size());
        events.received(Outcome.EARLY, unknown.size());
        events.received(Outcome.REPEATED, receipts.size() - settled.size() - unknown.size());
    }
}
