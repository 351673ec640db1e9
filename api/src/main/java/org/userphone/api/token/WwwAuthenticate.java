package org.userphone.api.token;

import java.util.Optional;
import org.userphone.domain.Rejection.Reason;

/** The challenge that goes with a 401, as the value of {@code WWW-Authenticate} (RFC 6750 3). */
public final class WwwAuthenticate {

    private static final String CHALLENGE = "Bearer realm=\"userphone\"";

    private WwwAuthenticate() {}

    /** Empty for a reason that is not about the token. */
    public static Optional<String> of(Reason reason) {
        return switch (reason) {
            // RFC 6750 3.1: a request without any credentials is told no error.
            case TOKEN_MISSING -> Optional.of(CHALLENGE);
            case TOKEN_SCHEME_UNKNOWN -> Optional.of(CHALLENGE + ", error=\"invalid_request\"");
            case TOKEN_INVALID -> Optional.of(CHALLENGE + ", error=\"invalid_token\"");
            default -> Optional.empty();
        };
    }
}
