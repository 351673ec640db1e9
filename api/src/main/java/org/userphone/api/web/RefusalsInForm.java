package org.userphone.api.web;

import com.google.rpc.Status;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/**
 * Renders the refusals of gRPC-Web and Connect in the form of the request, whichever class made
 * them: up to here a refusal is a {@code google.rpc.Status}, as on every wire form.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class RefusalsInForm implements ContainerResponseFilter {

    /** The paths of {@link RpcResource}. */
    private static final Pattern BY_NAME = Pattern.compile("/?(zitadel|userphone\\.v1)\\.");

    @Context HttpServletRequest head;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!BY_NAME.matcher(request.getUriInfo().getPath()).lookingAt()) {
            return;
        }
        if (response.getEntity() instanceof Status status) {
            WebForms.of(head).ifPresent(form -> form.refuse(status, response));
        }
    }
}
