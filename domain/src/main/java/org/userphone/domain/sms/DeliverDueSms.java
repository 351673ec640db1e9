package org.userphone.domain.sms;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.concurrent.Executor;
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
     * Claims what is due and hands it to the workers, each of whom delivers one message. What fails
     * unforeseen fails there, keeps no other message from being delivered, and comes back at the
     * end of its lease; so does what no worker came to in time. While the sender has no room,
     * nothing is claimed: what waits costs nothing, and is due at once when it can be sent again.
     *
     * @param limit messages that are claimed
     * @param workers may run them later, and at the same time
     * @return how many were claimed; as many as asked for means that more may be due
     */
    @Transactional(NOT_SUPPORTED)
    public int deliver(int limit, Executor workers) {
        int room = sender.room(limit);
        if (room == 0) {
            return 0;
        }
        var due = outbox.claimDue(clock.instant(), room, policy.lease(), record::giveUp);
        due.forEach(claimed -> workers.execute(() -> deliver(claimed)));
        return due.size();
    }

    /** The claim is looked at last: whoever was held up has lost it, and must not send. */
    private void deliver(ClaimedSms claimed) {
        if (!record.dropIfStale(claimed) && clock.instant().isBefore(claimed.until())) {
            record.record(claimed, send(claimed));
        }
    }

    private Delivery send(ClaimedSms claimed) {
        return claimed.inDoubtAt()
                .map(provider -> sender.sendAgain(claimed.sms(), provider))
                .orElseGet(() -> sender.send(claimed.sms()));
    }
}
