package org.userphone.domain.code;

import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.secret.KeyedHash;

/** Who made a code, and so who can tell whether an entered code is the same. */
public sealed interface CodeOrigin {

    /** A code that was made here; only its hash is stored. */
    record Local(KeyedHash hash) implements CodeOrigin {}

    /**
     * A code that the provider made which sends it; nobody else knows it.
     *
     * @param provider the name of the provider in the configuration
     * @param verification the provider's id of the verification; empty until the code is sent
     */
    record ByProvider(String provider, Optional<String> verification) implements CodeOrigin {

        /** How long providers accept their codes. */
        public static final Duration LIFETIME = Duration.ofMinutes(10);
    }
}
