package org.userphone.api.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.userphone.api.Version;
import org.userphone.domain.ApplicationSingleton;

/**
 * Started as soon as it can answer: settings and tables are checked before that. It tells the
 * version that was started.
 */
@Startup
@ApplicationSingleton
public class Started implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("started")
                .up()
                .withData("version", Version.current())
                .build();
    }
}
