package org.userphone.api.web;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.api.call.Rpcs;
import org.userphone.api.rest.Route;

/**
 * Allows the pages of {@link CorsOrigins} to make calls from a browser, over JSON, gRPC-Web and
 * Connect (CORS, Fetch 3.2; protocol section 9). A page of another origin gets no CORS headers, and
 * so the browser does not show it the answer.
 */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class Cors implements ContainerRequestFilter, ContainerResponseFilter {

    /** The first segments of the paths of all calls: over JSON, and by the names of services. */
    private static final Set<String> CALLS =
            Stream.concat(
                            Rpcs.methods().map(rpc -> firstSegment(Route.of(rpc).path())),
                            Rpcs.SERVICES.stream().map(ServiceDescriptor::getFullName))
                    .collect(Collectors.toUnmodifiableSet());

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS =
            "Accept, Accept-Language, Authorization, Connect-Protocol-Version, Connect-Timeout-Ms,"
                    + " Content-Encoding, Content-Type, Grpc-Accept-Encoding, Grpc-Encoding,"
                    + " Grpc-Timeout, Idempotency-Key, Origin, Traceparent, Tracestate, X-Grpc-Web,"
                    + " X-Requested-With, X-Request-Id, X-User-Agent, X-Userphone-Region, X-Zitadel-Orgid";
    private static final String RESPONSE_HEADERS =
            "Content-Encoding, Content-Length, Grpc-Encoding, Grpc-Message, Grpc-Status,"
                    + " Grpc-Status-Details-Bin, Location, Retry-After, WWW-Authenticate,"
                    + " X-Request-Id";

    /** Two hours; Chromium caches the answer to a preflight no longer than that. */
    private static final int PREFLIGHT_MAX_AGE_SECONDS = 7200;

    @Inject CorsOrigins origins;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeaderString("Access-Control-Request-Method") != null
                && isAllowed(request)) {
            request.abortWith(
                    Response.noContent()
                            .header("Access-Control-Allow-Methods", METHODS)
                            .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
                            .header("Access-Control-Max-Age", PREFLIGHT_MAX_AGE_SECONDS)
                            .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isCall(request)) {
            return;
        }
        var head = response.getHeaders();
        head.add(HttpHeaders.VARY, "Origin");
        if (isAllowed(request)) {
            head.putSingle("Access-Control-Allow-Origin", origin(request));
            head.putSingle("Access-Control-Allow-Credentials", "true");
            head.putSingle("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }

    private boolean isAllowed(ContainerRequestContext request) {
        return isCall(request) && origins.allow(origin(request));
    }

    private static String origin(ContainerRequestContext request) {
        return request.getHeaderString("Origin");
    }

    /**
     * @param path some servers give it with a slash in front
     */
    private static String firstSegment(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int slash = path.indexOf('/', start);
        return path.substring(start, slash < 0 ? path.length() : slash);
    }

    private static boolean isCall(ContainerRequestContext request) {
        return CALLS.contains(firstSegment(request.getUriInfo().getPath()));
    }
}
