package org.userphone.domain.code;

import java.time.Duration;
import java.util.Optional;
import org.userphone.domain.secret.KeyedHash;

/** Where a code comes from, and so who can say whether an entered one is the same. */
public sealed interface CodeOrigin {

    /** It was made here, and this is kept of it. */
    record Local(KeyedHash hash) implements CodeOrigin {}

    /**
     * The provider that sends it made it, and nobody else knows it.
     *
     * @param provider by the name that the configuration gives it
     * @param verification what the provider calls it; empty until it is sent
     */
    record ByProvider(String provider, Optional<String> verification) implements CodeOrigin {

        /** How long providers let a code live. */
        public static final Duration LIFETIME = Duration.ofMinutes(10);
    }
}
