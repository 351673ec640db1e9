package org.userphone.api.http;

import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;
import org.userphone.api.token.WwwAuthenticate;
import org.userphone.domain.Rejection;

/** Answers a request by its refusal where there is no JAX-RS, as {@link StatusMapper} does. */
public final class HttpRefusal {

    private HttpRefusal() {}

    /** Sends the refusal; a failure that is none is told to the log, too. */
    public static void send(
            HttpServletRequest request, HttpServletResponse response, RuntimeException problem)
            throws IOException {
        var status = Statuses.of(problem, id(request));
        if (problem instanceof Rejection rejection) {
            WwwAuthenticate.of(rejection)
                    .ifPresent(text -> response.setHeader("WWW-Authenticate", text));
        }
        Statuses.retryAfterSeconds(status)
                .ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        send(response, HttpStatus.of(status.getCode()), status);
    }

    /**
     * Sends the refusal of a request that is for no call.
     *
     * @param http the HTTP status, 400 to 499
     */
    public static void sendUnrouted(HttpServletResponse response, int http) throws IOException {
        send(response, http, Statuses.unrouted(http));
    }

    private static void send(HttpServletResponse response, int http, Status status)
            throws IOException {
        response.setStatus(http);
        response.setContentType("application/json");
        response.getOutputStream().write(ProtoJson.write(status));
    }

    /** The id of a request, as in {@code X-Request-Id}. */
    public static String id(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(RequestFilter.ID));
    }
}
