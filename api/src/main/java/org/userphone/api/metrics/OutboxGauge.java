package org.userphone.api.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Optional;
import java.util.function.Supplier;
import org.userphone.api.health.OutboxWatch;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;

/**
 * The metrics {@code userphone_outbox_age_seconds} and {@code userphone_outbox_messages}, which are
 * NaN if the outbox could not be read.
 */
@ApplicationSingleton
public class OutboxGauge {

    private final PrometheusRegistry registry;
    private final Provider<OutboxWatch> watch;

    /**
     * @param watch found in each reading and not before, because this bean may be made before the
     *     tables are there
     */
    @Inject
    public OutboxGauge(PrometheusRegistry registry, Provider<OutboxWatch> watch) {
        this.registry = registry;
        this.watch = watch;
    }

    void register(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        gauge(
                "userphone_outbox_age_seconds",
                "How long ago the oldest message that waits was promised",
                () -> watch.get().age().map(age -> age.toMillis() / 1000.0));
        gauge(
                "userphone_outbox_messages",
                "Messages that wait to be sent",
                () -> watch.get().messages().map(Integer::doubleValue));
    }

    private void gauge(String name, String help, Supplier<Optional<Double>> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.get().orElse(Double.NaN)))
                .register(registry);
    }
}
