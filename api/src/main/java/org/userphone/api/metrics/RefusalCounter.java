package org.userphone.api.metrics;

import com.google.rpc.Status;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Counts what is refused over HTTP. It sees those requests too that never became a call, such as
 * one with a bad token.
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
