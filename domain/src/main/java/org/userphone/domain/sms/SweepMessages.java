package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.userphone.domain.UseCase;
import org.userphone.domain.sms.SmsEvents.Outcome;

/**
 * Removes what has reached its age: records of messages and parked messages when the policy says
 * so, receipts without a message after a day. It also applies receipts that were stored at the
 * moment when their message was recorded.
 */
@UseCase
public class SweepMessages {

    static final Duration MAX_EARLY_RECEIPT_AGE = Duration.ofDays(1);

    /** How many rows of each kind one sweep removes, so that its transaction stays short. */
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
     * @return whether there may be more to remove
     */
    public boolean sweep() {
        var now = clock.instant();
        var late = early.takeRecorded(MAX_AT_ONCE);
        record.record(late);
        int unmatched = early.removeBefore(now.minus(MAX_EARLY_RECEIPT_AGE), MAX_AT_ONCE);
        events.received(Outcome.UNMATCHED, unmatched);
        int removed = messages.removeBefore(now.minus(policy.keep()), MAX_AT_ONCE);
        int attempts = messages.removeAttemptsBefore(now.minus(policy.keep()), MAX_AT_ONCE);
        int parked = outbox.removeParkedBefore(now.minus(policy.keep()), MAX_AT_ONCE);
        return late.size() == MAX_AT_ONCE
                || unmatched == MAX_AT_ONCE
                || removed == MAX_AT_ONCE
                || attempts == MAX_AT_ONCE
                || parked == MAX_AT_ONCE;
    }
}
