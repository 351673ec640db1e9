package org.userphone.ear.http;

import java.io.IOException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Answers in the place of the application for as long as that is not ready, or not any more. The
 * port is open before and after it: the server would answer 404, which means an unknown user here.
 */
final class Gate {

    private static final String HEALTH = "{\"status\":\"%s\",\"checks\":[]}";

    private enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private volatile Phase phase = Phase.STARTING;

    boolean isOpen() {
        return phase == Phase.SERVING;
    }

    void open() {
        phase = Phase.SERVING;
    }

    void close() {
        phase = Phase.STOPPING;
    }

    void answer(Request request, Response response) throws IOException {
        boolean isStarting = phase == Phase.STARTING;
        response.setHeader("Connection", "close");
        switch (request.getRequestURI()) {
            case "/health/live" -> health(response, true);
            case "/health/started" -> health(response, !isStarting);
            case "/health", "/health/ready" -> health(response, false);
            default ->
                    CheckedRequests.refuse(
                            response, isStarting ? Refusal.STARTING : Refusal.STOPPING);
        }
    }

    /** As MicroProfile Health has it. */
    private static void health(Response response, boolean isUp) throws IOException {
        response.setStatus(isUp ? 200 : 503);
        CheckedRequests.write(response, HEALTH.formatted(isUp ? "UP" : "DOWN"));
    }
}
