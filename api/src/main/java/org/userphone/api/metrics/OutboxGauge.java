package org.userphone.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.userphone.api.health.OutboxAge;
import org.userphone.domain.ApplicationSingleton;

/** The metric {@code userphone_outbox_age_seconds}: the age of the outbox. */
@ApplicationSingleton
public class OutboxGauge {

    private static final Logger LOG = System.getLogger(OutboxGauge.class.getName());
    private static final Metadata AGE =
            Metadata.builder()
                    .withName("userphone_outbox_age")
                    .withUnit(MetricUnits.SECONDS)
                    .withDescription("How long the message that has waited longest is due")
                    .build();

    private final MetricRegistry registry;
    private final Provider<OutboxAge> age;

    /**
     * @param age found in each reading and not before, because this bean is made before the server
     *     has bound the database
     */
    @Inject
    public OutboxGauge(MetricRegistry registry, Provider<OutboxAge> age) {
        this.registry = registry;
        this.age = age;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object application) {
        registry.gauge(AGE, this::seconds);
    }

    /** NaN if the outbox cannot be read: an exception would hide all other metrics. */
    private double seconds() {
        try {
            return age.get().now().toMillis() / 1000.0;
        } catch (RuntimeException e) { // the server would answer 500 for all metrics
            LOG.log(Level.DEBUG, "The outbox cannot be read.", e);
            return Double.NaN;
        }
    }
}
