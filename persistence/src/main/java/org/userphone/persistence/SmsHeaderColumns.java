package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.TraceContext;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Destination;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.Progress;

/** The columns that a message has in the outbox and in its record alike. */
@Embeddable
class SmsHeaderColumns {

    @Column(name = "user_id")
    private String userId;

    @Column(name = "resource_owner")
    private String resourceOwner;

    @Column(name = "number_end")
    private String numberEnd;

    private String country;

    @Column(name = "number_hash")
    private String numberHash;

    private Integer segments;

    @Column(name = "request_id")
    private String requestId;

    @Column(name = "asked_last")
    private String askedLast;

    @Column(name = "promised_at")
    private Instant promisedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For JPA. */
    protected SmsHeaderColumns() {}

    SmsHeaderColumns(SmsMessage message) {
        var dispatch = message.dispatch();
        userId = message.user().map(UserId::value).orElse(null);
        resourceOwner = dispatch.resourceOwner().value();
        numberEnd = dispatch.destination().number();
        country = dispatch.destination().country();
        numberHash = dispatch.destination().hash().orElse(null);
        segments = dispatch.segments();
        promisedAt = dispatch.promisedAt();
        var progress = message.progress();
        requestId = progress.request().orElse(null);
        askedLast = progress.asked().orElse(null);
        expiresAt = progress.expiresAt().orElse(null);
    }

    /** The header of a message whose user is known. */
    SmsHeader header(String id, TraceContext trace) {
        return new SmsHeader(
                id,
                new UserId(userId),
                new OrganisationId(resourceOwner),
                promisedAt,
                Optional.ofNullable(requestId),
                trace);
    }

    Optional<UserId> user() {
        return Optional.ofNullable(userId).map(UserId::new);
    }

    /**
     * @param reference null if no provider has accepted the message
     * @param leftAt null if the message waits
     */
    Dispatch dispatch(Reference reference, BigDecimal cost, Instant leftAt) {
        return new Dispatch(
                new OrganisationId(resourceOwner),
                destination(),
                Optional.ofNullable(reference),
                segments == null ? 0 : segments,
                cost,
                promisedAt,
                Optional.ofNullable(leftAt));
    }

    /** Where a message goes that an older version promised is not known. */
    private Destination destination() {
        return numberEnd == null
                ? Destination.UNKNOWN
                : new Destination(numberEnd, country, Optional.ofNullable(numberHash));
    }

    /**
     * @param nextAttemptAt null if the message does not wait
     * @param leasedUntil null if no worker has the message
     * @param accepted null if no provider has accepted the message
     */
    Progress progress(Instant nextAttemptAt, Instant leasedUntil, Attempt accepted) {
        return new Progress(
                Optional.ofNullable(requestId),
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(nextAttemptAt),
                Optional.ofNullable(leasedUntil),
                Optional.ofNullable(askedLast),
                Optional.ofNullable(accepted));
    }

    Instant promisedAt() {
        return promisedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
