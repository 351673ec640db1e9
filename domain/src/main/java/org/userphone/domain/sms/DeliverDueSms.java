package org.userphone.domain.sms;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.userphone.domain.UseCase;

/**
 * Drains the outbox: claim, send, record. No transaction is open while a provider is called, so a
 * crash between the steps makes a repeat with the same id, never a loss.
 */
@UseCase
public class DeliverDueSms {

    private final SmsOutbox outbox;
    private final SmsSender sender;
    private final RecordDelivery record;
    private final RetryPolicy policy;
    private final Clock clock;

    @Inject
    public DeliverDueSms(
            SmsOutbox outbox,
            SmsSender sender,
            RecordDelivery record,
            RetryPolicy policy,
            Clock clock) {
        this.outbox = outbox;
        this.sender = sender;
        this.record = record;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Delivers one batch. A message that fails unforeseen, in the sender or while it is looked up
     * or recorded, does not keep the others from being delivered; the end of its lease brings it
     * back. What is left when the lease ends is left to whoever claims it next.
     *
     * @return how many messages were claimed; a full batch means that more may be due
     * @throws RuntimeException the first unforeseen failure, after the whole batch
     */
    @Transactional(NOT_SUPPORTED)
    public int deliver() {
        var start = clock.instant();
        var due = outbox.claimDue(start, policy.batch(), policy.lease());
        RuntimeException failure = null;
        for (var claimed : due) {
            if (clock.instant().isBefore(start.plus(policy.lease()))) {
                try {
                    deliver(claimed);
                } catch (RuntimeException e) { // thrown on when all had their turn
                    failure = failure == null ? e : failure;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return due.size();
    }

    private Delivery send(ClaimedSms claimed) {
        return claimed.inDoubtAt()
                .map(provider -> sender.sendAgain(claimed.sms(), provider))
                .orElseGet(() -> sender.send(claimed.sms()));
    }

    private void deliver(ClaimedSms claimed) {
        if (!record.dropIfStale(claimed)) {
            record.record(claimed, send(claimed));
        }
    }
}
