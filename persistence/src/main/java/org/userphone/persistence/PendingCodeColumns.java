package org.userphone.persistence;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.code.CodeOrigin;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.secret.KeyedHash;

/**
 * The columns of a pending code; without a hash there is no code. If a provider made the code,
 * there is no key, and the column of the hash contains the name of the provider and its id of the
 * verification.
 */
@Embeddable
class PendingCodeColumns {

    private String key;
    private String hash;
    private Instant addedAt;
    private Instant expiresAt;
    private Long sequence;
    private int resends;
    private int failures;

    /** For JPA, and for a user without a pending code. */
    PendingCodeColumns() {}

    PendingCodeColumns(PendingCode code) {
        take(code.origin());
        addedAt = code.addedAt();
        expiresAt = code.expiresAt();
        sequence = code.sequence();
        resends = code.resends();
        failures = code.failures();
    }

    private void take(CodeOrigin origin) {
        if (origin instanceof Local local) {
            key = local.hash().keyId();
            hash = local.hash().value();
        } else if (origin instanceof ByProvider byProvider) {
            hash = byProvider.provider() + " " + byProvider.verification().orElse("");
        }
    }

    private CodeOrigin origin() {
        if (key != null) {
            return new Local(new KeyedHash(key, hash));
        }
        var words = hash.split(" ", 2);
        return new ByProvider(
                words[0], words[1].isEmpty() ? Optional.empty() : Optional.of(words[1]));
    }

    Optional<PendingCode> toPendingCode() {
        return hash == null
                ? Optional.empty()
                : Optional.of(
                        new PendingCode(origin(), addedAt, expiresAt, sequence, resends, failures));
    }
}
