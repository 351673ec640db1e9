package org.userphone.sms.telemetry;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;
import org.userphone.domain.Tracing;
import org.userphone.domain.settings.Settings;

/**
 * Turns traces on, if the settings say so, and exports the last spans when the application ends.
 */
@ApplicationSingleton
public class TracingProducer {

    private static final Logger LOG = System.getLogger(TracingProducer.class.getName());

    /** How long the end waits for the collector to take the last spans. */
    private static final int MAX_FLUSH_SECONDS = 2;

    private final Optional<SdkTracerProvider> provider;
    private final Tracing tracing;
    private final CurrentSpan currentSpan;

    /**
     * @throws StartRefused if a setting is wrong
     */
    @Inject
    public TracingProducer(Settings settings) {
        var otel = new OtelSettings(settings);
        this.provider = otel.isDisabled() ? Optional.empty() : Optional.of(otel.provider());
        this.tracing =
                provider.<Tracing>map(its -> new OtelTracing(its.get("org.userphone")))
                        .orElse(Tracing.OFF);
        this.currentSpan = new CurrentSpan(tracing);
    }

    @Produces
    @Singleton
    Tracing tracing() {
        return tracing;
    }

    /** Reads the settings at the start, and lets the log know the current span. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {
        if (provider.isPresent()) {
            currentSpan.register();
            LOG.log(Level.INFO, "Traces are exported by OTLP.");
        }
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.DATABASE)
                    ApplicationEnd end) {
        provider.ifPresent(
                its -> {
                    currentSpan.unregister();
                    its.shutdown().join(MAX_FLUSH_SECONDS, TimeUnit.SECONDS);
                });
    }
}
