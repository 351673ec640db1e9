package org.userphone.domain.settings;

import java.util.Map;
import org.userphone.domain.secret.SealedThings.Kind;

/**
 * A secret key of the installation, and what hangs on it. A key on which nothing hangs may be taken
 * out of {@code userphone.keys}, unless it is the first.
 *
 * @param isConfigured whether {@code userphone.keys} has it
 * @param isFirst whether it encrypts and hashes what comes new
 * @param things how many things of each kind it seals; kinds of which it seals nothing are left out
 */
public record UsedKey(String id, boolean isConfigured, boolean isFirst, Map<Kind, Long> things) {

    /** How many things of this kind it seals. */
    public long count(Kind kind) {
        return things.getOrDefault(kind, 0L);
    }
}
