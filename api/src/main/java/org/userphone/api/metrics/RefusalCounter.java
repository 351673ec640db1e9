package org.userphone.api.metrics;

import com.google.rpc.Status;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Counts the refusals over HTTP, also those of requests that never became a call, such as a request
 * with an invalid token.
 */
@Provider
public class RefusalCounter implements ContainerResponseFilter {

    @Inject Refusals refusals;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Status status) {
            refusals.count(status);
        }
    }
}
