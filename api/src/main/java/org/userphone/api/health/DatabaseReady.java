package org.userphone.api.health;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Database;

/** A readiness check: the program is ready as long as the database answers. */
@Readiness
@ApplicationSingleton
public class DatabaseReady implements HealthCheck {

    private static final Logger LOG = System.getLogger(DatabaseReady.class.getName());

    private final Database database;

    @Inject
    public DatabaseReady(Database database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(answers()).build();
    }

    private boolean answers() {
        try {
            return database.answers();
        } catch (RuntimeException e) { // the server would answer 500 instead of DOWN
            LOG.log(Level.DEBUG, "The database does not answer.", e);
            return false;
        }
    }
}
