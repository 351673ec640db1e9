package org.userphone.api.observe;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Serves the metrics, as Prometheus text 0.0.4, or as OpenMetrics 1.0.0 if that is accepted. */
@WebServlet("/metrics")
public class MetricsServlet extends ReadOnlyServlet {

    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    private final PrometheusRegistry registry;

    @Inject
    MetricsServlet(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var accept = request.getHeader("Accept");
        var format = FORMATS.findWriter(accept);
        response.setContentType(format.getContentType());
        response.setHeader("Cache-Control", "no-store");
        var body = new ByteArrayOutputStream();
        format.write(body, registry.scrape(), EscapingScheme.fromAcceptHeader(accept));
        send(request, response, body.toByteArray());
    }
}
