package org.userphone.api.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.settings.Settings;

/**
 * Shows how late the outbox is. Late is not unready: an SMS provider that is down is down for every
 * node, and taking them all out of service would turn delayed messages into refused calls. What is
 * late shows as {@code late}, for an alarm; only an outbox that cannot be read is DOWN.
 */
@Readiness
@ApplicationSingleton
public class OutboxReady implements HealthCheck {

    private static final Logger LOG = System.getLogger(OutboxReady.class.getName());

    private final Supplier<Duration> age;
    private final Duration limit;

    /**
     * @param age found when it is asked for: the server makes its checks before it has bound the
     *     database
     */
    @Inject
    public OutboxReady(Provider<OutboxAge> age, Settings settings) {
        this(() -> age.get().now(), settings.read("userphone.health.outbox", Duration::parse));
    }

    OutboxReady(Supplier<Duration> age, Duration limit) {
        this.age = age;
        this.limit = limit;
    }

    /** Makes this bean, and so reads its setting, when the application starts. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        LOG.log(Level.DEBUG, "The outbox is late after {0}.", limit);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("outbox");
        try {
            var oldest = age.get();
            return response.up()
                    .withData("oldestDueSeconds", oldest.toSeconds())
                    .withData("late", oldest.compareTo(limit) > 0)
                    .build();
        } catch (RuntimeException e) { // as with the database
            LOG.log(Level.DEBUG, "The outbox cannot be read.", e);
            return response.down().build();
        }
    }
}
