package org.userphone.api.dev;

import com.google.rpc.Code;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.userphone.api.status.Statuses;

/**
 * In development mode refuses every request from another machine. The settings allow loopback
 * addresses only, but an application server may listen elsewhere than they say.
 */
@Provider
@PreMatching
public class LoopbackOnly implements ContainerRequestFilter {

    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    @Inject Development development;
    @Context HttpServletRequest servlet;

    @Override
    public void filter(ContainerRequestContext request) {
        if (development.isOn() && comesFromElsewhere()) {
            request.abortWith(
                    Response.status(Response.Status.FORBIDDEN)
                            .type(MediaType.APPLICATION_JSON_TYPE)
                            .entity(
                                    Statuses.plain(
                                            Code.PERMISSION_DENIED,
                                            "Development mode answers its own machine only"))
                            .build());
        }
    }

    /**
     * Whether the request comes from another machine, directly or through a proxy on this machine,
     * which shows by a header.
     */
    private boolean comesFromElsewhere() {
        return !Development.isLoopback(servlet.getLocalAddr())
                || !Development.isLoopback(servlet.getRemoteAddr())
                || FORWARDED.stream().anyMatch(name -> servlet.getHeader(name) != null);
    }
}
