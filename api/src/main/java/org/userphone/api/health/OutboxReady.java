package org.userphone.api.health;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.settings.Settings;

/**
 * A readiness check that shows the age of the outbox. An outbox that is late sets {@code late} to
 * true, for an alarm, and is still UP: when an SMS provider fails it fails for every node, and a
 * load balancer that takes all nodes out of service would turn delayed messages into refused calls.
 * It shows nothing if the outbox could not be read, of which {@link DatabaseReady} tells the
 * reason.
 */
@Readiness
@ApplicationSingleton
public class OutboxReady implements HealthCheck {

    private static final Logger LOG = System.getLogger(OutboxReady.class.getName());

    private static final String NAME = "outbox";

    private final Supplier<Optional<Duration>> age;
    private final Supplier<Duration> limit;

    /**
     * Finds both in each check and not before, because Payara 7 makes this bean before it can
     * inject anything else.
     */
    @Inject
    public OutboxReady(Provider<OutboxWatch> watch, Provider<Settings> settings) {
        this(
                () -> watch.get().age(),
                () -> settings.get().read("userphone.health.outbox", Duration::parse));
    }

    OutboxReady(Supplier<Optional<Duration>> age, Supplier<Duration> limit) {
        this.age = age;
        this.limit = limit;
    }

    /** Reads the setting when the application starts, so that a wrong one stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {
        LOG.log(Level.DEBUG, "The outbox is late after {0}.", limit.get());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthReport.answer(NAME, true, age.get().map(this::shown).orElse(Map.of()));
    }

    private Map<String, Object> shown(Duration oldest) {
        return Map.of(
                "oldestDueSeconds", oldest.toSeconds(), "late", oldest.compareTo(limit.get()) > 0);
    }
}
