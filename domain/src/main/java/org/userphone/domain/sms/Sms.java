package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.text.Segments;
import org.userphone.domain.user.PhoneNumber;

/**
 * One message that carries a verification code.
 *
 * @param id stays the same through all attempts, so that a provider can tell a repeat
 * @param resourceOwner the organisation that owns the user, and pays
 * @param sequence the event of this user that added the code
 * @param code what the text carries, for providers that make a text of their own
 * @param text empty if the provider is to make the code as well
 * @param variables what a provider that makes a text of its own may put into it, by the names that
 *     ZITADEL's webhook has for them
 * @param sender whom it is from; the provider's own sender if nothing else is said
 * @param cost an estimate of what it costs, all segments together
 * @param promisedAt when the code was made; the message is due from then on
 * @param expiresAt when the code, and with it the message, becomes worthless
 */
public record Sms(
        String id,
        UserId user,
        OrganisationId resourceOwner,
        long sequence,
        PhoneNumber recipient,
        VerificationCode code,
        String text,
        Map<String, String> variables,
        Optional<String> sender,
        BigDecimal cost,
        Instant promisedAt,
        Instant expiresAt) {

    public Sms {
        variables = Map.copyOf(variables);
        cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
    }

    /** The country that it goes to, {@link PhoneNumber#country}. */
    public String country() {
        return recipient.country();
    }

    /** How many SMS the text takes. */
    public int segments() {
        return isCodeMadeByProvider() ? 1 : Segments.of(text).count();
    }

    /** Whether it orders a provider to make and send a code, and says nothing itself. */
    public boolean isCodeMadeByProvider() {
        return text.isEmpty();
    }

    /** Ids only: the text holds the code. */
    @Override
    public String toString() {
        return "Sms[" + id + " to " + recipient + "]";
    }
}
