package org.userphone.api.grpc;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;

/** Starts and stops the gRPC server with the application, on threads of the application server. */
@ApplicationSingleton
public class GrpcLifecycle {

    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";

    private final GrpcServer server;

    @Inject
    GrpcLifecycle(GrpcServer server) {
        this.server = server;
    }

    void start(@Observes @Priority(ApplicationStart.PORTS) ApplicationStart start) {
        try {
            ThreadFactory threads = InitialContext.doLookup(THREADS);
            server.start(threads);
        } catch (NamingException e) {
            throw new StartRefused("This application server gives no threads: " + THREADS + ".", e);
        }
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.PORTS)
                    ApplicationEnd end) {
        server.stop();
    }
}
