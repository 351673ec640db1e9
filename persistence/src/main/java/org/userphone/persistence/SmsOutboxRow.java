package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.userphone.domain.TraceContext;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsMessage.Status;
import org.userphone.domain.sms.SmsOutbox.Waiting;
import org.userphone.domain.user.PhoneNumber;

/**
 * A message in the outbox. The recipient, the code and the text are encrypted together; the
 * variables are encrypted by themselves.
 */
@Entity
@Table(name = "sms_outbox")
class SmsOutboxRow {

    @Id private String id;

    @Embedded private SmsHeaderColumns header;

    @Column(name = "event_sequence")
    private long eventSequence;

    private String sealed;

    @Column(name = "sealed_variables")
    private String sealedVariables;

    private String traceparent;
    private String tracestate;
    private String sender;
    private BigDecimal cost;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    private int attempts;

    @Column(name = "in_doubt_at")
    private String inDoubtAt;

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
        header =
                new SmsHeaderColumns(
                        SmsMessage.promised(
                                sms, keys.hash(Purpose.NUMBER, sms.recipient().e164()).value()));
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
        nextAttemptAt = sms.promisedAt();
        var trace = sms.header().trace();
        traceparent = trace.isNone() ? null : trace.traceparent();
        tracestate = trace.tracestate().isEmpty() ? null : trace.tracestate();
    }

    /**
     * The message after it has been claimed.
     *
     * @throws IllegalStateException if it cannot be decrypted
     */
    ClaimedSms toClaimed(Keyring keys, Instant until) {
        return new ClaimedSms(
                open(keys),
                toMessage(),
                attempts,
                Optional.ofNullable(inDoubtAt),
                claim + 1,
                until);
    }

    /** The message as it waits; empty if it cannot be decrypted. */
    Optional<Waiting> toWaiting(Keyring keys) {
        try {
            return Optional.of(new Waiting(open(keys), Optional.ofNullable(inDoubtAt)));
        } catch (IllegalStateException e) { // told when the message is to be sent
            return Optional.empty();
        }
    }

    private Sms open(Keyring keys) {
        String[] opened = keys.open(Purpose.SMS, id, sealed).split("\n", 3);
        if (opened.length < 3) {
            throw new IllegalStateException("sealed by a version that kept no code");
        }
        return new Sms(
                header.header(id, trace()),
                eventSequence,
                new PhoneNumber(opened[0]),
                new Content(new VerificationCode(opened[1]), opened[2], variables(keys)),
                Optional.ofNullable(sender),
                cost,
                header.expiresAt());
    }

    private TraceContext trace() {
        return traceparent == null
                ? TraceContext.NONE
                : new TraceContext(traceparent, Objects.requireNonNullElse(tracestate, ""));
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

    /** The record of the message, as it waits; nothing of it has to be decrypted. */
    SmsMessage toMessage() {
        return new SmsMessage(
                id,
                header.user(),
                header.dispatch(null, BigDecimal.ZERO, null),
                header.progress(nextAttemptAt, leasedUntil, null),
                new Status(State.WAITING, Optional.ofNullable(lastReason), header.promisedAt()),
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
        return header.promisedAt();
    }

    long claim() {
        return claim;
    }
}
