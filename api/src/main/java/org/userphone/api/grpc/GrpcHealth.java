package org.userphone.api.grpc;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.userphone.api.call.Rpcs;
import org.userphone.api.health.HealthReport;
import org.userphone.domain.ApplicationSingleton;

/**
 * Serves {@code grpc.health.v1.Health}. The status is SERVING as long as every readiness check is
 * up; {@code /health/ready} asks the same checks. {@link #update} is called every second, so that
 * clients that watch the status learn of a change.
 */
@ApplicationSingleton
class GrpcHealth {

    private final Instance<HealthCheck> checks;
    private final HealthStatusManager health = new HealthStatusManager();

    @Inject
    GrpcHealth(@Readiness Instance<HealthCheck> checks) {
        this.checks = checks;
    }

    BindableService service() {
        return health.getHealthService();
    }

    /** Sets the status by the checks. */
    void update() {
        boolean isReady = HealthReport.of(checks.stream()).isUp();
        var status = isReady ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        Rpcs.SERVICES.forEach(service -> health.setStatus(service.getFullName(), status));
    }

    /** Sets the status to NOT_SERVING for good. */
    void stop() {
        health.enterTerminalState();
    }
}
