package org.userphone.api.health;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Database;

/** A readiness check: the program is ready as long as the database answers and takes writes. */
@Readiness
@ApplicationSingleton
public class DatabaseReady implements HealthCheck {

    private final Provider<Database> database;

    /**
     * @param database found in each check and not before, because Payara 7 makes this bean before
     *     it can inject anything else
     */
    @Inject
    public DatabaseReady(Provider<Database> database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthReport.answer("database", database.get().isReady(), Map.of());
    }
}
