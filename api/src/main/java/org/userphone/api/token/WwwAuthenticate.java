package org.userphone.api.token;

import java.util.Optional;
import org.userphone.domain.Rejection.Reason;

/** The values of the header {@code WWW-Authenticate} in answers with status 401 (RFC 6750 3). */
public final class WwwAuthenticate {

    private static final String CHALLENGE = "Bearer realm=\"userphone\"";

    private WwwAuthenticate() {}

    /** The challenge for a rejection with this reason; empty if it is not about the token. */
    public static Optional<String> of(Reason reason) {
        return switch (reason) {
            // RFC 6750 3.1: without any credentials in the request the challenge names no error.
            case TOKEN_MISSING -> Optional.of(CHALLENGE);
            case TOKEN_SCHEME_UNKNOWN -> Optional.of(CHALLENGE + ", error=\"invalid_request\"");
            case TOKEN_INVALID -> Optional.of(CHALLENGE + ", error=\"invalid_token\"");
            default -> Optional.empty();
        };
    }
}
