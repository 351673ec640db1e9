package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.ClaimedSms;

/** A provider that was asked for a message and did not take it. */
@Entity
@Table(name = "sms_attempt")
class SmsAttemptRow {

    @Id private String id;

    @Column(name = "message_id")
    private String messageId;

    private long claim;
    private int place;
    private String provider;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "took_ms")
    private long tookMillis;

    @Enumerated(EnumType.STRING)
    private Attempt.Outcome outcome;

    private String reason;

    @Column(name = "promised_at")
    private Instant promisedAt;

    /** For JPA. */
    protected SmsAttemptRow() {}

    /**
     * @param order the place among the attempts of the claim
     */
    SmsAttemptRow(ClaimedSms claimed, int order, Attempt attempt) {
        id = "%s/%d/%d".formatted(claimed.sms().id(), claimed.claim(), order);
        messageId = claimed.sms().id();
        claim = claimed.claim();
        place = order;
        provider = attempt.provider();
        askedAt = attempt.at();
        tookMillis = attempt.took().toMillis();
        outcome = attempt.outcome();
        reason = attempt.reason().orElse(null);
        promisedAt = claimed.sms().promisedAt();
    }

    String messageId() {
        return messageId;
    }

    Attempt toAttempt() {
        return new Attempt(
                provider,
                askedAt,
                Duration.ofMillis(tookMillis),
                outcome,
                Optional.ofNullable(reason));
    }
}
