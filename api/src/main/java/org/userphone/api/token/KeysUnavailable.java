package org.userphone.api.token;

/**
 * The keys of an issuer could not be read since the program started, so its tokens cannot be
 * checked. The caller is refused as in any outage and may try again.
 */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    KeysUnavailable(String issuerName) {
        super("The keys of issuer " + issuerName + " cannot be read.");
    }
}
