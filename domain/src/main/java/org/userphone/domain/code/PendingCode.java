package org.userphone.domain.code;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.secret.KeyedHash;

/**
 * A code that has been issued and can still be entered.
 *
 * @param addedAt when the code was made
 * @param expiresAt the code can no longer be entered from this time on
 * @param sequence the event that added the code; a message tells by it whether its code is still
 *     the pending one
 * @param resends how many codes for the same number or address this one replaced, one after the
 *     other
 * @param failures how many wrong codes were entered while this one was pending
 */
public record PendingCode(
        CodeOrigin origin,
        Instant addedAt,
        Instant expiresAt,
        long sequence,
        int resends,
        int failures) {

    /** A pending code that was made here. */
    public PendingCode(
            KeyedHash hash,
            Instant addedAt,
            Instant expiresAt,
            long sequence,
            int resends,
            int failures) {
        this(new Local(hash), addedAt, expiresAt, sequence, resends, failures);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** This code after a wrong one was entered. */
    public PendingCode failed() {
        return new PendingCode(origin, addedAt, expiresAt, sequence, resends, failures + 1);
    }

    /**
     * The provider that made this code, if a provider did and has sent it: only that provider can
     * check an entered code.
     */
    public Optional<ByProvider> checkedBy() {
        return origin instanceof ByProvider byProvider && byProvider.verification().isPresent()
                ? Optional.of(byProvider)
                : Optional.empty();
    }

    /** This code after the provider that made it has sent it. */
    public PendingCode sentBy(ByProvider provider) {
        return new PendingCode(provider, addedAt, expiresAt, sequence, resends, failures);
    }
}
