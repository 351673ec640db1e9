package org.userphone.api.grpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.Attributes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.ServerTransportFilter;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.util.AdvancedTlsX509KeyManager;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.userphone.api.call.Admission;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.InFlight;
import org.userphone.api.call.InFlight.Draining;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.StartRefused;

/**
 * The gRPC server: grpc-java on Netty. Its port is bound once the application can answer calls.
 * When it has stopped, none of its threads is left. Calls run on threads that the application
 * server makes, where injection and transactions work.
 */
@ApplicationSingleton
class GrpcServer {

    private static final System.Logger LOG = System.getLogger(GrpcServer.class.getName());

    /** How many calls run at once; the threads end when they are idle for a minute. */
    private static final int THREADS = 64;

    /** How many calls of one connection run at once. */
    private static final int MAX_THREADS_PER_CONNECTION = 16;

    private static final int SELECTOR_THREADS = 2;
    private static final int MAX_CALLS_PER_CONNECTION = 1000;
    private static final int MAX_RESETS = 1000;
    private static final int RESET_WINDOW_SECONDS = 10;

    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
    private static final Attributes.Key<Executor> QUOTA =
            Attributes.Key.create("org.userphone.quota");

    private final GrpcSettings settings;
    private final GrpcCalls calls;
    private final GrpcHealth health;
    private final InFlight inFlight;
    private final Admission admission;
    private EventLoopGroup acceptor;
    private EventLoopGroup selectors;
    private ExecutorService threads;
    private ScheduledExecutorService healthTimer;
    private Server server;
    private volatile boolean draining;

    @Inject
    GrpcServer(
            GrpcSettings settings,
            GrpcCalls calls,
            GrpcHealth health,
            InFlight inFlight,
            Admission admission) {
        this.settings = settings;
        this.calls = calls;
        this.health = health;
        this.inFlight = inFlight;
        this.admission = admission;
    }

    /**
     * Starts to listen.
     *
     * @param managed makes threads of the application server
     * @throws StartRefused if the port is in use or the TLS files cannot be used
     */
    void start(ThreadFactory managed) {
        acceptor = loops(1, "userphone-grpc-acceptor");
        selectors = loops(SELECTOR_THREADS, "userphone-grpc-selector");
        var pool =
                new ThreadPoolExecutor(
                        THREADS, THREADS, 1, MINUTES, new LinkedBlockingQueue<>(), managed);
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
        try {
            server = build().start();
        } catch (IOException e) {
            stop();
            throw new StartRefused(
                    "userphone cannot listen for gRPC on %s: %s."
                            .formatted(settings.address(), e.getMessage()),
                    e);
        }
        healthTimer = Executors.newSingleThreadScheduledExecutor(managed);
        healthTimer.scheduleWithFixedDelay(
                health::update, 0, HEALTH_INTERVAL.toMillis(), MILLISECONDS);
        LOG.log(Level.INFO, "Listening for gRPC on " + server.getListenSockets().get(0));
    }

    private static EventLoopGroup loops(int count, String name) {
        return new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    private Server build() {
        var counted = new GrpcRequest.Counted(inFlight);
        var builder =
                NettyServerBuilder.forAddress(settings.address(), credentials())
                        .bossEventLoopGroup(acceptor)
                        .workerEventLoopGroup(selectors)
                        .channelType(NioServerSocketChannel.class)
                        .executor(threads)
                        .callExecutor(new QuotaOfConnection())
                        .addTransportFilter(new Quotas())
                        .addStreamTracerFactory(new AdmissionTracer(admission))
                        // GrpcCalls has a lower limit, and refuses with the same status as every
                        // wire form.
                        .maxInboundMessageSize(4 * Bodies.MAX_BYTES)
                        .decompressorRegistry(GrpcGzip.registry())
                        .maxInboundMetadataSize(settings.maxMetadata())
                        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                        .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                        .keepAliveTime(1, MINUTES)
                        .keepAliveTimeout(20, SECONDS)
                        .permitKeepAliveTime(10, SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .maxConnectionIdle(15, MINUTES)
                        .fallbackHandlerRegistry(calls.unknown(counted))
                        .addService(health.service())
                        .addService(ProtoReflectionServiceV1.newInstance())
                        .addService(oldReflection());
        calls.services().stream()
                .map(service -> ServerInterceptors.intercept(service, counted))
                .forEach(builder::addService);
        return builder.build();
    }

    /** Many tools still ask for reflection v1alpha. */
    @SuppressWarnings("deprecation")
    private static io.grpc.BindableService oldReflection() {
        return ProtoReflectionService.newInstance();
    }

    private ServerCredentials credentials() {
        return settings.tls().map(this::tls).orElseGet(InsecureServerCredentials::create);
    }

    private ServerCredentials tls(GrpcSettings.Tls files) {
        try {
            var keys = new AdvancedTlsX509KeyManager();
            keys.updateIdentityCredentials(files.certificates(), files.key(), 1, MINUTES, acceptor);
            return TlsServerCredentials.newBuilder().keyManager(keys).build();
        } catch (IOException | GeneralSecurityException e) {
            stop();
            throw GrpcSettings.unusable(e);
        }
    }

    /** Asks connected clients to go to another node (GOAWAY). Calls in flight continue. */
    void drain(@Observes Draining begun) {
        draining = true;
        health.stop();
        if (server != null) {
            server.shutdown();
        }
    }

    /** Stops the server and its threads, once calls in flight have ended or the grace is over. */
    void stop() {
        try {
            if (server != null) {
                healthTimer.shutdownNow();
                health.stop();
                server.shutdown();
                // After a drain the calls have been waited for already.
                var grace = draining ? Duration.ZERO : settings.grace();
                if (!server.awaitTermination(grace.toMillis(), MILLISECONDS)) {
                    server.shutdownNow()
                            .awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), MILLISECONDS);
                }
            }
            threads.shutdown();
            threads.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), MILLISECONDS);
            for (var loops : new EventLoopGroup[] {acceptor, selectors}) {
                loops.shutdownGracefully(0, SHUTDOWN_TIMEOUT.toMillis(), MILLISECONDS)
                        .await(SHUTDOWN_TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives every connection a quota. */
    private final class Quotas extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes connection) {
            return connection.toBuilder()
                    .set(QUOTA, new ConnectionQuota(threads, MAX_THREADS_PER_CONNECTION))
                    .build();
        }
    }

    /** Runs every call by the quota of its connection. */
    private static final class QuotaOfConnection implements ServerCallExecutorSupplier {
        @Override
        public <I, O> Executor getExecutor(ServerCall<I, O> call, Metadata metadata) {
            return call.getAttributes().get(QUOTA);
        }
    }
}
