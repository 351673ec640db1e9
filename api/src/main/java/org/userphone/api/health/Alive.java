package org.userphone.api.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.userphone.domain.ApplicationSingleton;

/** Alive while it can answer: there is no state of the program that only a restart would mend. */
@Liveness
@ApplicationSingleton
public class Alive implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("alive");
    }
}
