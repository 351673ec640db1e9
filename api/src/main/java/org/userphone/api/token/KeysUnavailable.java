package org.userphone.api.token;

/**
 * The keys of an issuer were never read, so nobody can say whether its tokens are good. This is an
 * outage and no verdict: the caller is told to try again later, never let in.
 */
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    KeysUnavailable(String issuerName) {
        super("The keys of issuer " + issuerName + " cannot be read.");
    }
}
