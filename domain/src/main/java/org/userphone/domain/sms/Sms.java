package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.TraceContext;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.text.Segments;
import org.userphone.domain.user.PhoneNumber;

/**
 * One message that carries a verification code and is still to be sent.
 *
 * @param sequence the event of this user that added the code
 * @param sender the sender that the recipient sees; empty for the provider's own sender
 * @param cost an estimate of what the message costs, all segments together
 * @param expiresAt when the code expires; the message is not sent after that
 */
public record Sms(
        SmsHeader header,
        long sequence,
        PhoneNumber recipient,
        Content content,
        Optional<String> sender,
        BigDecimal cost,
        Instant expiresAt) {

    /**
     * What a message says.
     *
     * @param code the code in the text, for providers that write a text of their own
     * @param variables values that a provider which writes a text of its own may insert, by the
     *     names that ZITADEL's webhook gives them
     */
    public record Content(VerificationCode code, String text, Map<String, String> variables) {

        /** The content of a message whose code and text the provider makes. */
        public static final Content MADE_BY_PROVIDER = new Content(new VerificationCode(""), "");

        public Content {
            variables = Map.copyOf(variables);
        }

        /** A content without variables. */
        public Content(VerificationCode code, String text) {
            this(code, text, Map.of());
        }

        /** Nothing: the text and the variables hold the code. */
        @Override
        public String toString() {
            return "Content[…]";
        }
    }

    public Sms {
        cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
    }

    /** The same message, promised by the request with this id. */
    public Sms promisedBy(String request) {
        return with(
                new SmsHeader(
                        id(),
                        user(),
                        resourceOwner(),
                        promisedAt(),
                        Optional.of(request),
                        header.trace()));
    }

    /** The same message, at this place in its trace. */
    public Sms tracedBy(TraceContext trace) {
        return trace.equals(header.trace())
                ? this
                : with(
                        new SmsHeader(
                                id(),
                                user(),
                                resourceOwner(),
                                promisedAt(),
                                header.request(),
                                trace));
    }

    private Sms with(SmsHeader its) {
        return new Sms(its, sequence, recipient, content, sender, cost, expiresAt);
    }

    public String id() {
        return header.id();
    }

    public UserId user() {
        return header.user();
    }

    public OrganisationId resourceOwner() {
        return header.resourceOwner();
    }

    public Instant promisedAt() {
        return header.promisedAt();
    }

    public VerificationCode code() {
        return content.code();
    }

    /** The text of the message; empty if the provider makes the code and the text. */
    public String text() {
        return content.text();
    }

    public Map<String, String> variables() {
        return content.variables();
    }

    /** The recipient's country, as {@link PhoneNumber#country} has it. */
    public String country() {
        return recipient.country();
    }

    /** How many SMS the text takes. */
    public int segments() {
        return isCodeMadeByProvider() ? 1 : Segments.of(text()).count();
    }

    /** Whether the provider is to make the code and the text. */
    public boolean isCodeMadeByProvider() {
        return text().isEmpty();
    }

    /** The id and the masked recipient only: the text holds the code. */
    @Override
    public String toString() {
        return "Sms[" + id() + " to " + recipient + "]";
    }
}
