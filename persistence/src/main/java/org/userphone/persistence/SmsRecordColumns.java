package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Status;

/** The columns that only the record of a message has, whether the message waits or not. */
@Embeddable
class SmsRecordColumns {

    private String provider;
    private String reference;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "took_ms")
    private Long tookMillis;

    @Enumerated(EnumType.STRING)
    private SmsMessage.State state;

    private String reason;
    private BigDecimal cost;

    @Column(name = "left_at")
    private Instant leftAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For JPA. */
    protected SmsRecordColumns() {}

    SmsRecordColumns(SmsMessage message) {
        var dispatch = message.dispatch();
        provider = dispatch.reference().map(Reference::provider).orElse(null);
        reference = dispatch.reference().map(Reference::id).orElse(null);
        cost = dispatch.cost();
        leftAt = dispatch.leftAt().orElse(null);
        var accepted = message.progress().accepted();
        askedAt = accepted.map(Attempt::at).orElse(null);
        tookMillis = accepted.map(Attempt::took).map(Duration::toMillis).orElse(null);
        become(message.status());
    }

    /** Takes over what a receipt can change. */
    final void become(Status status) {
        state = status.state();
        reason = status.reason().orElse(null);
        changedAt = status.since();
    }

    /**
     * @param nextAttemptAt null if the message does not wait
     * @param leasedUntil null if no worker has the message
     */
    SmsMessage toMessage(
            String id,
            SmsHeaderColumns header,
            Instant nextAttemptAt,
            Instant leasedUntil,
            List<SmsPartRow> parts) {
        return new SmsMessage(
                id,
                header.user(),
                header.dispatch(accepter(), cost, leftAt),
                header.progress(nextAttemptAt, leasedUntil, accepted()),
                new Status(state, Optional.ofNullable(reason), changedAt),
                parts.stream().map(part -> part.toPart(provider)).toList());
    }

    /** Null if no provider has accepted the message. */
    private Reference accepter() {
        return provider == null ? null : new Reference(provider, reference);
    }

    /** Null if no provider has accepted the message, or an older version did not keep when. */
    private Attempt accepted() {
        return askedAt == null
                ? null
                : new Attempt(
                        provider,
                        askedAt,
                        Duration.ofMillis(tookMillis),
                        Outcome.ACCEPTED,
                        Optional.empty());
    }
}
