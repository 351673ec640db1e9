package org.userphone.api.token;

import java.time.Duration;

/**
 * The keys of an issuer could not be read since the program started, or are being read at this
 * moment because a token's key is not known, so the token cannot be checked. The caller is refused
 * as in any outage and may try again. The log tells of the outage by itself, once a minute.
 */
public final class KeysUnavailable extends RuntimeException {

    /** After so long it is worth trying again: the keys are read at least that often then. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final long serialVersionUID = 1;

    KeysUnavailable(String issuerName) {
        super("The keys of issuer " + issuerName + " cannot be read.");
    }
}
