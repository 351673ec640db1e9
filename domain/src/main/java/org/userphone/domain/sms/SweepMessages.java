package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.userphone.domain.UseCase;
import org.userphone.domain.sms.SmsEvents.Outcome;

/**
 * Clears away what has had its time: messages and what was set aside in the outbox after as long as
 * the policy says, receipts of unknown messages after a day. Receipts that missed their message by
 * a moment find it here.
 */
@UseCase
public class SweepMessages {

    static final Duration MAX_EARLY_RECEIPT_AGE = Duration.ofDays(1);

    /** A transaction of one sweep is to stay short. */
    static final int MAX_AT_ONCE = 1000;

    private final SmsMessages messages;
    private final SmsOutbox outbox;
    private final EarlyReceipts early;
    private final RecordReceipts record;
    private final SmsEvents events;
    private final MessagePolicy policy;
    private final Clock clock;

    @Inject
    public SweepMessages(
            SmsMessages messages,
            SmsOutbox outbox,
            EarlyReceipts early,
            RecordReceipts record,
            SmsEvents events,
            MessagePolicy policy,
            Clock clock) {
        this.messages = messages;
        this.outbox = outbox;
        this.early = early;
        this.record = record;
        this.events = events;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @return whether there may be more to clear away
     */
    public boolean sweep() {
        var now = clock.instant();
        var late = early.takeRecorded(MAX_AT_ONCE);
        record.record(late);
        int unmatched = early.removeBefore(now.minus(MAX_EARLY_RECEIPT_AGE), MAX_AT_ONCE);
        events.received(Outcome.UNMATCHED, unmatched);
        int removed = messages.removeBefore(now.minus(policy.keep()), MAX_AT_ONCE);
        int parked = outbox.removeParkedBefore(now.minus(policy.keep()), MAX_AT_ONCE);
        return late.size() == MAX_AT_ONCE
                || unmatched == MAX_AT_ONCE
                || removed == MAX_AT_ONCE
                || parked == MAX_AT_ONCE;
    }
}
