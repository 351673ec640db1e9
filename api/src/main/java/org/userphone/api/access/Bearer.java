package org.userphone.api.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Caller;

/**
 * Who makes this HTTP request. The token is checked when somebody first asks, because a malformed
 * body is answered before authentication (spec section 2.1).
 */
@RequestScoped
public class Bearer {

    private final HttpServletRequest request;
    private final TokenVerifier verifier;
    private VerifiedToken verified;

    @Inject
    public Bearer(HttpServletRequest request, TokenVerifier verifier) {
        this.request = request;
        this.verifier = verifier;
    }

    /** For the proxy that CDI puts in front of a request-scoped bean. */
    protected Bearer() {
        this(null, null);
    }

    /**
     * @throws Rejection with TOKEN_MISSING, TOKEN_SCHEME_UNKNOWN or TOKEN_INVALID
     * @throws KeysUnavailable if the issuer's keys could not be read since the start
     */
    public Caller caller() {
        return verified().caller();
    }

    /** As {@link #caller()}. */
    public JsonWebToken token() {
        return verified().token();
    }

    private VerifiedToken verified() {
        if (verified == null) {
            verified = verifier.verifyOnly(Collections.list(request.getHeaders("Authorization")));
        }
        return verified;
    }
}
