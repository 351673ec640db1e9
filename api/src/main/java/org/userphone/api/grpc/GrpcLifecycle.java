package org.userphone.api.grpc;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.StartRefused;

/**
 * Starts and stops the gRPC server with the web application. On every application server the
 * database is bound when the web application starts, and still is when it stops.
 */
@WebListener
public class GrpcLifecycle implements ServletContextListener {

    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";

    private final GrpcServer server;

    @Inject
    GrpcLifecycle(GrpcServer server) {
        this.server = server;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            ThreadFactory threads = InitialContext.doLookup(THREADS);
            server.start(threads);
        } catch (NamingException e) {
            throw new StartRefused("This application server gives no threads: " + THREADS + ".", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        server.stop();
    }
}
