package org.userphone.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.userphone.api.call.Admission;

/**
 * Refuses a call over HTTP that {@link Admission} did not admit, before its body is read. JAX-RS
 * renders the refusal in the form of the request, which {@link RequestFilter} could not do.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AdmissionFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (Boolean.FALSE.equals(request.getProperty(RequestFilter.ADMITTED))) {
            throw Admission.refusal();
        }
    }
}
