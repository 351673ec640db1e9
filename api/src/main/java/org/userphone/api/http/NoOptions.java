package org.userphone.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses the method OPTIONS like every other method that a path does not have (protocol section
 * 3.5). JAX-RS would answer it with a list of methods as plain text.
 */
@Provider
@PreMatching
public class NoOptions implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            throw new NotAllowedException(
                    Response.status(Response.Status.METHOD_NOT_ALLOWED)
                            .header(HttpHeaders.ALLOW, "GET, POST, PUT, PATCH, DELETE")
                            .build());
        }
    }
}
