package org.userphone.domain.sms;

import static java.util.stream.Collectors.toMap;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Commits;
import org.userphone.domain.sms.SmsEvents.Outcome;

/**
 * Records receipts. The first receipt for a message counts; later ones change nothing, whether they
 * repeat it or contradict it. A receipt whose message is not recorded yet is kept until it is.
 */
@Collaborator
@Transactional
@Commits
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

    public void record(List<Receipt> sent) {
        var now = clock.instant();
        var receipts = sent.stream().filter(Receipt::isUnderstood).toList();
        events.received(Outcome.NOT_UNDERSTOOD, sent.size() - receipts.size());
        var first =
                receipts.stream()
                        .collect(
                                toMap(
                                        Receipt::reference,
                                        receipt -> receipt,
                                        (one, later) -> one,
                                        TreeMap::new));
        var settled = new ArrayList<SmsMessage>();
        var known = new HashSet<Reference>();
        int applied = 0;
        for (var held : messages.lock(first.keySet(), now.minus(MAX_RECEIPT_AGE))) {
            var message = held;
            for (var reference : held.references()) {
                var receipt = first.get(reference);
                if (receipt != null && known.add(reference)) {
                    var before = message;
                    message = before.settledBy(receipt);
                    applied += message == before ? 0 : 1;
                }
            }
            if (message != held) {
                settled.add(message);
            }
        }
        messages.update(settled);
        first.keySet().removeAll(known);
        early.keep(List.copyOf(first.values()), now);
        settled.stream().filter(message -> message.state().isFinal()).forEach(events::changed);
        events.received(Outcome.APPLIED, applied);
        events.received(Outcome.EARLY, first.size());
        events.received(Outcome.REPEATED, receipts.size() - applied - first.size());
    }
}
