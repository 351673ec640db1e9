package org.userphone.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.userphone.api.admission.Admission;
import org.userphone.domain.ApplicationSingleton;

/** The metric {@code userphone_calls_at_work}: the calls that hold a slot of {@link Admission}. */
@ApplicationSingleton
public class CallGauge {

    private static final Metadata AT_WORK =
            Metadata.builder()
                    .withName("userphone_calls_at_work")
                    .withDescription("Calls at work now, of userphone.calls.most")
                    .build();

    private final MetricRegistry registry;
    private final Admission admission;

    @Inject
    public CallGauge(MetricRegistry registry, Admission admission) {
        this.registry = registry;
        this.admission = admission;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application) {
        registry.gauge(AT_WORK, admission::held);
    }
}
