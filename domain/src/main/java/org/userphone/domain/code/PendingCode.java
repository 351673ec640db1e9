package org.userphone.domain.code;

import java.time.Instant;
import org.userphone.domain.secret.KeyedHash;

/**
 * A code that has been issued and not yet been used.
 *
 * @param sequence the event that added it, by which a message can tell whether its code still
 *     counts
 */
public record PendingCode(KeyedHash hash, Instant expiresAt, long sequence) {

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
