package org.userphone.domain.sms;

import java.time.Instant;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.UserId;

/**
 * One message that carries a verification code.
 *
 * @param id stays the same through all attempts, so that a provider can tell a repeat
 * @param sequence the event of this user that added the code
 * @param code what the text carries, for providers that make a text of their own
 * @param promisedAt when the code was made; the message is due from then on
 * @param expiresAt when the code, and with it the message, becomes worthless
 */
public record Sms(
        String id,
        UserId user,
        long sequence,
        PhoneNumber recipient,
        VerificationCode code,
        String text,
        Instant promisedAt,
        Instant expiresAt) {

    /** Ids only: the text holds the code. */
    @Override
    public String toString() {
        return "Sms[" + id + " to " + recipient + "]";
    }
}
