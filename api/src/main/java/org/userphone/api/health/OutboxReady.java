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
 * A readiness check that shows the age of the outbox. An outbox that is late sets {@code late} to
 * true, for an alarm, and is still UP: when an SMS provider fails it fails for every node, and a
 * load balancer that takes all nodes out of service would turn delayed messages into refused calls.
 * The check is DOWN if the outbox cannot be read.
 */
@Readiness
@ApplicationSingleton
public class OutboxReady implements HealthCheck {

    private static final Logger LOG = System.getLogger(OutboxReady.class.getName());

    private final Supplier<Duration> age;
    private final Duration limit;

    /**
     * @param age found in each check and not before, because the server makes this bean before it
     *     has bound the database
     */
    @Inject
    public OutboxReady(Provider<OutboxAge> age, Settings settings) {
        this(() -> age.get().now(), settings.read("userphone.health.outbox", Duration::parse));
    }

    OutboxReady(Supplier<Duration> age, Duration limit) {
        this.age = age;
        this.limit = limit;
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
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
        } catch (RuntimeException e) { // the server would answer 500 instead of DOWN
            LOG.log(Level.DEBUG, "The outbox cannot be read.", e);
            return response.down().build();
        }
    }
}
