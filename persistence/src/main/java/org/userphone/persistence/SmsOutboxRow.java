package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
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

    SmsHeader header() {
        return new SmsHeader(id, new UserId(userId), new OrganisationId(resourceOwner), promisedAt);
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
