package org.userphone.api.health;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Database;

/** Ready while the database answers: no call can be served without it. */
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

    /** The boundary to the server, which answers an exception with 500 instead of DOWN. */
    private boolean answers() {
        try {
            return database.answers();
        } catch (RuntimeException e) { // the boundary to the server
            LOG.log(Level.DEBUG, "The database does not answer.", e);
            return false;
        }
    }
}
