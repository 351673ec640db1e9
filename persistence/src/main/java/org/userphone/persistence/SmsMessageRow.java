package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Destination;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.Status;

/** The record of a message. */
@Entity
@Table(name = "sms_message")
class SmsMessageRow {

    @Id private String id;

    @Column(name = "user_id")
    private String userId;

    @Column(name = "resource_owner")
    private String resourceOwner;

    @Column(name = "number_end")
    private String numberEnd;

    private String country;
    private String provider;
    private String reference;

    @Enumerated(EnumType.STRING)
    private SmsMessage.State state;

    private String reason;
    private int segments;
    private BigDecimal cost;

    @Column(name = "promised_at")
    private Instant promisedAt;

    @Column(name = "left_at")
    private Instant leftAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For JPA. */
    protected SmsMessageRow() {}

    SmsMessageRow(SmsMessage message) {
        var dispatch = message.dispatch();
        id = message.id();
        userId = message.user().map(UserId::value).orElse(null);
        resourceOwner = dispatch.resourceOwner().value();
        numberEnd = dispatch.destination().number();
        country = dispatch.destination().country();
        provider = dispatch.reference().map(Reference::provider).orElse(null);
        reference = dispatch.reference().map(Reference::id).orElse(null);
        segments = dispatch.segments();
        cost = dispatch.cost();
        promisedAt = dispatch.promisedAt();
        leftAt = dispatch.leftAt();
        become(message.status());
    }

    /** Takes over what a receipt can change. */
    final void become(Status status) {
        state = status.state();
        reason = status.reason().orElse(null);
        changedAt = status.since();
    }

    SmsMessage toMessage() {
        return new SmsMessage(
                id,
                Optional.ofNullable(userId).map(UserId::new),
                new Dispatch(
                        new OrganisationId(resourceOwner),
                        new Destination(numberEnd, country),
                        Optional.ofNullable(provider).map(known -> new Reference(known, reference)),
                        segments,
                        cost,
                        promisedAt,
                        leftAt),
                new Status(state, Optional.ofNullable(reason), changedAt));
    }
}
