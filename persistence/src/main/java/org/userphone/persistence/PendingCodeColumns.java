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
 * The columns of one pending code; without a hash there is none. Where a provider made the code,
 * there is no key, and in the place of the hash stand the provider and what it calls the code.
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

    /** For JPA. */
    protected PendingCodeColumns() {}

    PendingCodeColumns(Optional<PendingCode> code) {
        code.ifPresent(pending -> take(pending.origin()));
        addedAt = code.map(PendingCode::addedAt).orElse(null);
        expiresAt = code.map(PendingCode::expiresAt).orElse(null);
        sequence = code.map(PendingCode::sequence).orElse(null);
        resends = code.map(PendingCode::resends).orElse(0);
        failures = code.map(PendingCode::failures).orElse(0);
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
        return new ByProvider(words[0], Optional.of(words[1]).filter(text -> !text.isEmpty()));
    }

    Optional<PendingCode> toPendingCode() {
        return Optional.ofNullable(hash)
                .map(
                        any ->
                                new PendingCode(
                                        origin(), addedAt, expiresAt, sequence, resends, failures));
    }
}
