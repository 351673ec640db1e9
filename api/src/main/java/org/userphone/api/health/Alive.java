package org.userphone.api.health;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.userphone.api.admission.Admission;
import org.userphone.domain.ApplicationSingleton;

/**
 * The liveness check: the program is alive as long as it can answer. It is not when calls hold all
 * the room that there is and none of them has ended for a minute, which only a restart mends.
 */
@Liveness
@ApplicationSingleton
public class Alive implements HealthCheck {

    private final Admission admission;

    @Inject
    public Alive(Admission admission) {
        this.admission = admission;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("alive").status(!admission.isStuck()).build();
    }
}
