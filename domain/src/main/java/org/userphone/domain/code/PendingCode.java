package org.userphone.domain.code;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.CodeOrigin.Local;
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
        CodeOrigin origin,
        Instant addedAt,
        Instant expiresAt,
        long sequence,
        int resends,
        int failures) {

    /** A code that was made here. */
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

    /** The same code after a wrong one was entered. */
    public PendingCode failed() {
        return new PendingCode(origin, addedAt, expiresAt, sequence, resends, failures + 1);
    }

    /** The provider that made it, if one did and has sent it: only that one can check it. */
    public Optional<ByProvider> checkedBy() {
        return origin instanceof ByProvider byProvider && byProvider.verification().isPresent()
                ? Optional.of(byProvider)
                : Optional.empty();
    }

    /** The same code after the provider that made it has sent it. */
    public PendingCode sentBy(ByProvider provider) {
        return new PendingCode(provider, addedAt, expiresAt, sequence, resends, failures);
    }
}
