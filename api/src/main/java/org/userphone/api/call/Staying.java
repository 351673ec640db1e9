package org.userphone.api.call;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.api.health.HealthReport;
import org.userphone.domain.ApplicationSingleton;

/**
 * A readiness check that is DOWN once the program is about to stop, some time before it refuses
 * calls, so that a load balancer sends them elsewhere before one is refused.
 */
@Readiness
@ApplicationSingleton
public class Staying implements HealthCheck {

    private final Provider<InFlight> inFlight;

    /**
     * @param inFlight found in each check and not before, because Payara 7 makes this bean before
     *     it can inject anything else
     */
    @Inject
    public Staying(Provider<InFlight> inFlight) {
        this.inFlight = inFlight;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthReport.answer("staying", !inFlight.get().isStopAnnounced(), Map.of());
    }
}
