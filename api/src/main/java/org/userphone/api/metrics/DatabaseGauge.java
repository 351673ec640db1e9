package org.userphone.api.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.PoolUse;

/**
 * The metrics {@code userphone_database_connections}, by whether they are used, and {@code
 * userphone_database_waiting}, the threads that wait for one.
 */
@ApplicationSingleton
public class DatabaseGauge {

    private final PrometheusRegistry registry;
    private final Provider<PoolUse> use;

    /**
     * @param use looked at in each reading
     */
    @Inject
    public DatabaseGauge(PrometheusRegistry registry, Provider<PoolUse> use) {
        this.registry = registry;
        this.use = use;
    }

    void register(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        GaugeWithCallback.builder()
                .name("userphone_database_connections")
                .help("Connections to the database by what they do")
                .labelNames("state")
                .callback(
                        gauge -> {
                            var now = use.get();
                            gauge.call(now.used(), "used");
                            gauge.call(now.idle(), "idle");
                        })
                .register(registry);
        GaugeWithCallback.builder()
                .name("userphone_database_waiting")
                .help("Threads that wait for a connection to the database")
                .callback(gauge -> gauge.call(use.get().waiting()))
                .register(registry);
    }
}
