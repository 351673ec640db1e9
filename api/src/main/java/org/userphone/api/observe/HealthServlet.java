package org.userphone.api.observe;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.userphone.api.health.HealthReport;

/**
 * Serves the health checks by the paths and in the JSON of MicroProfile Health, which some servers
 * lack and others serve on another port: 200 if all checks are up, and else 503.
 */
@WebServlet({"/health", HealthServlet.STARTED, HealthServlet.LIVE, HealthServlet.READY})
public class HealthServlet extends ReadOnlyServlet {

    static final String STARTED = "/health/started";
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private final Instance<HealthCheck> started;
    private final Instance<HealthCheck> live;
    private final Instance<HealthCheck> ready;

    @Inject
    HealthServlet(
            @Startup Instance<HealthCheck> started,
            @Liveness Instance<HealthCheck> live,
            @Readiness Instance<HealthCheck> ready) {
        this.started = started;
        this.live = live;
        this.ready = ready;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var report = HealthReport.of(checks(request.getServletPath()));
        response.setStatus(
                report.isUp()
                        ? HttpServletResponse.SC_OK
                        : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        send(request, response, report.toJson().toString().getBytes(StandardCharsets.UTF_8));
    }

    private Stream<HealthCheck> checks(String path) {
        return switch (path) {
            case STARTED -> started.stream();
            case LIVE -> live.stream();
            case READY -> ready.stream();
            default -> Stream.of(started, live, ready).flatMap(Instance::stream);
        };
    }
}
