package org.userphone.persistence;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.secret.KeyedHash;

/** The columns of one pending code; without a hash there is none. */
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
        key = code.map(pending -> pending.hash().keyId()).orElse(null);
        hash = code.map(pending -> pending.hash().value()).orElse(null);
        addedAt = code.map(PendingCode::addedAt).orElse(null);
        expiresAt = code.map(PendingCode::expiresAt).orElse(null);
        sequence = code.map(PendingCode::sequence).orElse(null);
        resends = code.map(PendingCode::resends).orElse(0);
        failures = code.map(PendingCode::failures).orElse(0);
    }

    Optional<PendingCode> toPendingCode() {
        return Optional.ofNullable(hash)
                .map(
                        value ->
                                new PendingCode(
                                        new KeyedHash(key, value),
                                        addedAt,
                                        expiresAt,
                                        sequence,
                                        resends,
                                        failures));
    }
}
