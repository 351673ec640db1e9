package org.userphone.api.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.userphone.domain.ApplicationSingleton;

/** The liveness check: the program is alive as long as it can answer. */
@Liveness
@ApplicationSingleton
public class Alive implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("alive");
    }
}
