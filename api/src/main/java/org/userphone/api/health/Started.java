package org.userphone.api.health;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.userphone.api.Version;
import org.userphone.domain.ApplicationSingleton;

/**
 * The startup check: the program has started once it can answer, because it reads its settings and
 * checks its tables before that. The answer names the version of the program.
 */
@Startup
@ApplicationSingleton
public class Started implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthReport.answer("started", true, Map.of("version", Version.current()));
    }
}
