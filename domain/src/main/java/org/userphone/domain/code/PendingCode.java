package org.userphone.domain.code;

import java.time.Instant;
import org.userphone.domain.secret.KeyedHash;

/**
 * A code that has been issued and not yet been used.
 *
 * @param addedAt when it was made
 * @param expiresAt from then on it proves nothing
 * @param sequence the event that added it, by which a message can tell whether its code still
 *     counts
 * @param resends how many codes of the same number or address it replaced, one after the other
 * @param failures wrong codes entered in its place
 */
public record PendingCode(
        KeyedHash hash,
        Instant addedAt,
        Instant expiresAt,
        long sequence,
        int resends,
        int failures) {

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** The same code after a wrong one was entered. */
    public PendingCode failed() {
        return new PendingCode(hash, addedAt, expiresAt, sequence, resends, failures + 1);
    }
}
