package org.userphone.api.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import org.userphone.api.admission.Admission;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;

/**
 * The metrics {@code userphone_calls_at_work}, the calls that hold a slot of {@link Admission},
 * {@code userphone_calls_limit}, how many may, and {@code userphone_grpc_threads_at_work}.
 */
@ApplicationSingleton
public class CallGauge {

    private final PrometheusRegistry registry;
    private final Admission admission;

    @Inject
    public CallGauge(PrometheusRegistry registry, Admission admission) {
        this.registry = registry;
        this.admission = admission;
    }

    void register(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        gauge("userphone_calls_at_work", "Calls at work now", admission::held);
        gauge("userphone_calls_limit", "How many calls may be at work at once", admission::limit);
        gauge(
                "userphone_grpc_threads_at_work",
                "Threads of gRPC at work now, of " + Admission.GRPC_THREADS,
                admission.grpcThreads()::held);
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsInt()))
                .register(registry);
    }
}
