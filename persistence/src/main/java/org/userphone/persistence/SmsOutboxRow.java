package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Dispatch;
import org.userphone.domain.sms.SmsMessage.Progress;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsMessage.Status;
import org.userphone.domain.user.PhoneNumber;

/**
 * A message in the outbox. The recipient, the code and the text are encrypted together; the
 * variables are encrypted by themselves.
 */
@Entity
@Table(name = "sms_outbox")
class SmsOutboxRow {

    @Id private String id;

    @Column(name = "user_id")
    private String userId;

    @Column(name = "resource_owner")
    private String resourceOwner;

    @Column(name = "event_sequence")
    private long eventSequence;

    private String sealed;

    @Column(name = "sealed_variables")
    private String sealedVariables;

    @Column(name = "number_end")
    private String numberEnd;

    private String country;

    @Column(name = "number_hash")
    private String numberHash;

    private Integer segments;

    @Column(name = "request_id")
    private String requestId;

    private String sender;
    private BigDecimal cost;

    @Column(name = "promised_at")
    private Instant promisedAt;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    private int attempts;

    @Column(name = "in_doubt_at")
    private String inDoubtAt;

    @Column(name = "asked_last")
    private String askedLast;

    @Column(name = "last_reason")
    private String lastReason;

    @Column(name = "leased_until")
    private Instant leasedUntil;

    private long claim;
    private boolean parked;

    @Column(name = "parked_reason")
    private String parkedReason;

    /** For JPA. */
    protected SmsOutboxRow() {}

    SmsOutboxRow(Sms sms, Keyring keys) {
        id = sms.id();
        userId = sms.user().value();
        resourceOwner = sms.resourceOwner().value();
        eventSequence = sms.sequence();
        sealed =
                keys.seal(
                        Purpose.SMS,
                        id,
                        String.join("\n", sms.recipient().e164(), sms.code().text(), sms.text()));
        sealedVariables =
                keys.seal(
                        Purpose.SMS,
                        variablesOf(id),
                        PayloadJson.write(new HashMap<>(sms.variables())));
        sender = sms.sender().orElse(null);
        cost = sms.cost();
        promisedAt = sms.promisedAt();
        nextAttemptAt = sms.promisedAt();
        expiresAt = sms.expiresAt();
        numberEnd = sms.recipient().toString();
        country = sms.country();
        numberHash = keys.hash(Purpose.NUMBER, sms.recipient().e164()).value();
        segments = sms.segments();
        requestId = sms.header().request().orElse(null);
    }

    /**
     * The message after it has been claimed.
     *
     * @throws IllegalStateException if it cannot be decrypted
     */
    ClaimedSms toClaimed(Keyring keys, Instant until) {
        String[] opened = keys.open(Purpose.SMS, id, sealed).split("\n", 3);
        if (opened.length < 3) {
            throw new IllegalStateException("sealed by a version that kept no code");
        }
        return new ClaimedSms(
                new Sms(
                        header(),
                        eventSequence,
                        new PhoneNumber(opened[0]),
                        new Content(new VerificationCode(opened[1]), opened[2], variables(keys)),
                        Optional.ofNullable(sender),
                        cost,
                        expiresAt),
                toMessage(),
                attempts,
                Optional.ofNullable(inDoubtAt),
                claim + 1,
                until);
    }

    private Map<String, String> variables(Keyring keys) {
        if (sealedVariables == null) { // written by a version that stored none
            return Map.of();
        }
        var variables = new HashMap<String, String>();
        PayloadJson.read(keys.open(Purpose.SMS, variablesOf(id), sealedVariables))
                .forEach((name, value) -> variables.put(name, (String) value));
        return variables;
    }

    /**
     * The place that the variables are encrypted for. It differs from that of the text, so that the
     * two cannot be exchanged.
     */
    private static String variablesOf(String id) {
        return id + "/variables";
    }

    private SmsHeader header() {
        return new SmsHeader(
                id,
                new UserId(userId),
                new OrganisationId(resourceOwner),
                promisedAt,
                Optional.ofNullable(requestId));
    }

    /** The record of the message, as it waits; nothing of it has to be decrypted. */
    SmsMessage toMessage() {
        return new SmsMessage(
                id,
                Optional.of(new UserId(userId)),
                new Dispatch(
                        new OrganisationId(resourceOwner),
                        SmsRecordColumns.destination(numberEnd, country, numberHash),
                        Optional.empty(),
                        segments == null ? 0 : segments,
                        BigDecimal.ZERO,
                        promisedAt,
                        Optional.empty()),
                new Progress(
                        Optional.ofNullable(requestId),
                        Optional.of(expiresAt),
                        Optional.of(nextAttemptAt),
                        Optional.ofNullable(leasedUntil),
                        Optional.ofNullable(askedLast),
                        Optional.empty()),
                new Status(State.WAITING, Optional.ofNullable(lastReason), promisedAt),
                List.of());
    }

    /** Whether a worker may be sending the message. */
    boolean isLeased(Instant now) {
        return leasedUntil != null && now.isBefore(leasedUntil);
    }

    boolean isParked() {
        return parked;
    }

    String id() {
        return id;
    }

    Instant promisedAt() {
        return promisedAt;
    }

    long claim() {
        return claim;
    }
}
