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
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Destination;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.Progress;
import org.userphone.domain.sms.SmsMessage.Status;

/** The columns of the record of a message, whether it waits or not. */
@Embeddable
class SmsRecordColumns {

    @Column(name = "user_id")
    private String userId;

    @Column(name = "resource_owner")
    private String resourceOwner;

    @Column(name = "number_end")
    private String numberEnd;

    private String country;

    @Column(name = "number_hash")
    private String numberHash;

    @Column(name = "request_id")
    private String requestId;

    private String provider;
    private String reference;

    @Column(name = "asked_last")
    private String askedLast;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "took_ms")
    private Long tookMillis;

    @Enumerated(EnumType.STRING)
    private SmsMessage.State state;

    private String reason;
    private int segments;
    private BigDecimal cost;

    @Column(name = "promised_at")
    private Instant promisedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "left_at")
    private Instant leftAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For JPA. */
    protected SmsRecordColumns() {}

    SmsRecordColumns(SmsMessage message) {
        var dispatch = message.dispatch();
        userId = message.user().map(UserId::value).orElse(null);
        resourceOwner = dispatch.resourceOwner().value();
        numberEnd = dispatch.destination().number();
        country = dispatch.destination().country();
        numberHash = dispatch.destination().hash().orElse(null);
        provider = dispatch.reference().map(Reference::provider).orElse(null);
        reference = dispatch.reference().map(Reference::id).orElse(null);
        segments = dispatch.segments();
        cost = dispatch.cost();
        promisedAt = dispatch.promisedAt();
        leftAt = dispatch.leftAt().orElse(null);
        var progress = message.progress();
        requestId = progress.request().orElse(null);
        expiresAt = progress.expiresAt().orElse(null);
        askedLast = progress.asked().orElse(null);
        askedAt = progress.accepted().map(Attempt::at).orElse(null);
        tookMillis = progress.accepted().map(Attempt::took).map(Duration::toMillis).orElse(null);
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
            String id, Instant nextAttemptAt, Instant leasedUntil, List<SmsPartRow> parts) {
        return new SmsMessage(
                id,
                Optional.ofNullable(userId).map(UserId::new),
                new Dispatch(
                        new OrganisationId(resourceOwner),
                        destination(numberEnd, country, numberHash),
                        Optional.ofNullable(provider).map(known -> new Reference(known, reference)),
                        segments,
                        cost,
                        promisedAt,
                        Optional.ofNullable(leftAt)),
                new Progress(
                        Optional.ofNullable(requestId),
                        Optional.ofNullable(expiresAt),
                        Optional.ofNullable(nextAttemptAt),
                        Optional.ofNullable(leasedUntil),
                        Optional.ofNullable(askedLast),
                        Optional.ofNullable(askedAt).map(this::accepted)),
                new Status(state, Optional.ofNullable(reason), changedAt),
                parts.stream().map(part -> part.toPart(provider)).toList());
    }

    private Attempt accepted(Instant at) {
        return new Attempt(
                provider, at, Duration.ofMillis(tookMillis), Outcome.ACCEPTED, Optional.empty());
    }

    /** Where a message goes that an older version promised is not known. */
    static Destination destination(String numberEnd, String country, String numberHash) {
        return numberEnd == null
                ? Destination.UNKNOWN
                : new Destination(numberEnd, country, Optional.ofNullable(numberHash));
    }
}
