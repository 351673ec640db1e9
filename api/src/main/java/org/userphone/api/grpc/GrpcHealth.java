package org.userphone.api.grpc;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.api.call.Rpcs;
import org.userphone.domain.ApplicationSingleton;

/**
 * {@code grpc.health.v1.Health}: serving while every readiness check of the program is up, the same
 * that {@code /health/ready} asks. It is told again and again, so that who watches hears of it.
 */
@ApplicationSingleton
class GrpcHealth {

    private static final System.Logger LOG = System.getLogger(GrpcHealth.class.getName());

    private final Instance<HealthCheck> checks;
    private final HealthStatusManager health = new HealthStatusManager();

    @Inject
    GrpcHealth(@Readiness Instance<HealthCheck> checks) {
        this.checks = checks;
    }

    BindableService service() {
        return health.getHealthService();
    }

    /** Asks the checks, which may take a second or two while the database is away. */
    void look() {
        var status = isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        Rpcs.SERVICES.forEach(service -> health.setStatus(service.getFullName(), status));
    }

    private boolean isReady() {
        try {
            return checks.stream().allMatch(check -> check.call().getStatus() == Status.UP);
        } catch (RuntimeException e) { // the boundary to the timer, which would not come back
            LOG.log(Level.DEBUG, "A readiness check failed.", e);
            return false;
        }
    }

    /** From now on nothing is served, whatever the checks say. */
    void stop() {
        health.enterTerminalState();
    }
}
