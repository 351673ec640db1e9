package org.userphone.domain.sms;

import java.time.Instant;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserId;

/**
 * One message that carries a verification code.
 *
 * @param id stays the same through all attempts, so that a provider can tell a repeat
 * @param resourceOwner the organisation that owns the user, and pays
 * @param sequence the event of this user that added the code
 * @param code what the text carries, for providers that make a text of their own
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
        Instant promisedAt,
        Instant expiresAt) {

    /** How many SMS the text takes. */
    public int segments() {
        return Segments.of(text).count();
    }

    /** Ids only: the text holds the code. */
    @Override
    public String toString() {
        return "Sms[" + id + " to " + recipient + "]";
    }
}
