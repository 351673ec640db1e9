package org.userphone.domain.provider;

import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes the keys that sign requests to HTTP endpoints. */
public final class SigningKeys {

    /** How long the previous key also signs, so that receivers can change keys without haste. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final int BYTES = 32;

    private final RandomGenerator random;

    /**
     * @param random must be cryptographically strong
     */
    public SigningKeys(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
