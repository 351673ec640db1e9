package org.userphone.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.userphone.api.call.Admission;

/**
 * Refuses a call over HTTP for which there is no room, in the form it came in, before anything of
 * it is read.
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
