package org.userphone.api.health;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.userphone.api.admission.Admission;
import org.userphone.domain.ApplicationSingleton;

/**
 * The liveness check: the program is alive as long as it can answer. It is not when calls hold all
 * the room that there is, or all threads of gRPC, and none of them has ended for a minute, which
 * only a restart mends.
 */
@Liveness
@ApplicationSingleton
public class Alive implements HealthCheck {

    private final Provider<Admission> admission;

    /**
     * @param admission found in each check and not before, because Payara 7 makes this bean before
     *     it can inject anything else
     */
    @Inject
    public Alive(Provider<Admission> admission) {
        this.admission = admission;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthReport.answer("alive", !admission.get().isStuck(), Map.of());
    }
}
