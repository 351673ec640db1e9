package org.userphone.api.token;

import java.util.Optional;
import org.userphone.domain.Rejection;

/**
 * The values of the header {@code WWW-Authenticate} in answers with status 401, and with status 403
 * for want of a permission (RFC 6750 3).
 */
public final class WwwAuthenticate {

    private static final String CHALLENGE = "Bearer realm=\"userphone\"";

    private WwwAuthenticate() {}

    /** The challenge for a rejection; empty if it is not about the token. */
    public static Optional<String> of(Rejection rejection) {
        return switch (rejection.reason()) {
            // RFC 6750 3.1: without any credentials in the request the challenge names no error.
            case TOKEN_MISSING -> Optional.of(CHALLENGE);
            case TOKEN_SCHEME_UNKNOWN -> Optional.of(error("invalid_request", rejection));
            case TOKEN_INVALID -> Optional.of(error("invalid_token", rejection));
            case CALL_NOT_PERMITTED, PERMISSION_MISSING ->
                    Optional.of(error("insufficient_scope", rejection));
            default -> Optional.empty();
        };
    }

    /** The sentences of explanations are of the characters that RFC 6750 3 allows. */
    private static String error(String error, Rejection rejection) {
        var value = new StringBuilder(CHALLENGE).append(parameter("error", error));
        rejection
                .explanation()
                .ifPresent(
                        why -> {
                            value.append(parameter("error_description", why.sentence()));
                            if (!why.permission().isEmpty()) {
                                value.append(parameter("scope", why.permission()));
                            }
                        });
        return value.toString();
    }

    private static String parameter(String name, String value) {
        return ", %s=\"%s\"".formatted(name, value);
    }
}
