package org.userphone.domain.sms;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.UseCase;
import org.userphone.domain.sms.SmsSender.Asked;

/**
 * Sends the messages in the outbox that are due: claim, send, record. No transaction is open while
 * a provider is called. A crash between the steps therefore repeats a message with the same id, and
 * never loses one.
 */
@UseCase
public class DeliverDueSms {

    private final SmsOutbox outbox;
    private final SmsSender sender;
    private final RecordDelivery record;
    private final SmsEvents events;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Tracing tracing;

    @Inject
    public DeliverDueSms(
            SmsOutbox outbox,
            SmsSender sender,
            RecordDelivery record,
            SmsEvents events,
            RetryPolicy policy,
            Clock clock,
            Tracing tracing) {
        this.outbox = outbox;
        this.sender = sender;
        this.record = record;
        this.events = events;
        this.policy = policy;
        this.clock = clock;
        this.tracing = tracing;
    }

    /**
     * Claims messages that are due and hands them to the workers, each of which delivers one
     * message. An unexpected exception fails that worker only; the message is due again when its
     * lease ends, and so is one that no worker began in time. While the sender accepts no messages,
     * none is claimed, so that they are due at once when it accepts them again.
     *
     * @param limit how many messages to claim at most
     * @param workers may run the deliveries later and in parallel
     * @return how many messages were claimed; if it is as many as the limit, more may be due
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

    /** Goes on with the trace of the request that promised the message. */
    private void deliver(ClaimedSms claimed) {
        var sms = claimed.sms();
        try (var span = tracing.begin(Kind.CONSUMER, "deliver SMS", sms.header().trace())) {
            span.set("messaging.message.id", sms.id()).set("user.id", sms.user().value());
            send(claimed);
        }
    }

    /**
     * The lease is checked last: a worker that was delayed beyond it must not send, because another
     * one may.
     */
    private void send(ClaimedSms claimed) {
        if (record.isStale(claimed)) {
            record.drop(claimed);
        } else if (clock.instant().isBefore(claimed.until())) {
            var attempts = new ArrayList<Attempt>();
            var delivery =
                    send(
                            claimed,
                            asked -> {
                                attempts.add(Attempt.of(asked, clock.instant()));
                                events.attempted(claimed.sms(), asked);
                            });
            record.record(claimed, delivery, attempts);
        }
    }

    private Delivery send(ClaimedSms claimed, Consumer<Asked> listener) {
        return claimed.inDoubtAt()
                .map(provider -> sender.sendAgain(claimed.sms(), provider, listener))
                .orElseGet(() -> sender.send(claimed.sms(), listener));
    }
}
