package org.userphone.api.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.call.CallContext;
import org.userphone.api.call.CallContexts;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;

/** Makes the context of the call that the current HTTP request asks for. */
@ApplicationSingleton
public class CallOverHttp {

    private final TokenVerifier verifier;
    private final CallContexts contexts;
    private final ClientAddresses addresses;
    private final HttpServletRequest request;

    @Inject
    public CallOverHttp(
            TokenVerifier verifier,
            CallContexts contexts,
            ClientAddresses addresses,
            HttpServletRequest request) {
        this.verifier = verifier;
        this.contexts = contexts;
        this.addresses = addresses;
        this.request = request;
    }

    /**
     * Checks the token of the request, and makes the context of its call.
     *
     * @throws Rejection if the token is missing or invalid, or as {@link CallContexts#of} does
     */
    public CallContext context() {
        return contexts.of(
                verifier.verifyOnly(headers("Authorization"))
                        .caller()
                        .at(addresses.of(request.getRemoteAddr(), this::headers)),
                headers("x-zitadel-orgid"),
                headers("Idempotency-Key"));
    }

    private List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }
}
