package org.userphone.api.grpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.util.AdvancedTlsX509KeyManager;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.AddressQuota;
import org.userphone.api.admission.Admission;
import org.userphone.api.admission.Slots;
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

    /** Threads that receive requests and hand their work on; they never wait for anything. */
    private static final int INTAKE_THREADS = 2;

    private static final int SELECTOR_THREADS = 2;
    private static final int MAX_RESETS = 1000;
    private static final int RESET_WINDOW_SECONDS = 10;

    private static final String OLD_REFLECTION = "grpc.reflection.v1alpha.ServerReflection";
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    /** A client may take so many times longer to fetch an answer than to send a request. */
    private static final int ANSWER_DEADLINES = 3;

    /** A client of health or reflection may say nothing for so many times longer. */
    private static final int IDLE_DEADLINES = 30;

    private final GrpcSettings settings;
    private final GrpcCalls calls;
    private final GrpcHealth health;
    private final InFlight inFlight;
    private final ClientAddresses addresses;
    private final Slots running;
    private AddressQuota connections;
    private GrpcRoom room;
    private SideRoom sideRoom;
    private EventLoopGroup acceptor;
    private EventLoopGroup selectors;
    private ExecutorService threads;
    private ExecutorService intake;
    private ExecutorService side;
    private ScheduledExecutorService callTimer;
    private ScheduledExecutorService healthTimer;
    private Server server;
    private volatile boolean draining;

    @Inject
    GrpcServer(
            GrpcSettings settings,
            GrpcCalls calls,
            GrpcHealth health,
            InFlight inFlight,
            ClientAddresses addresses,
            Admission admission) {
        this.settings = settings;
        this.calls = calls;
        this.health = health;
        this.inFlight = inFlight;
        this.addresses = addresses;
        this.running = admission.grpcThreads();
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
        threads = pool(Admission.GRPC_THREADS, managed);
        intake = pool(INTAKE_THREADS, managed);
        side = pool(1, managed);
        callTimer = callTimer(managed);
        sideRoom =
                new SideRoom(
                        addresses,
                        callTimer,
                        settings.requestDeadline().multipliedBy(IDLE_DEADLINES));
        connections = new AddressQuota(settings.connections(), settings.connectionsPerAddress());
        room =
                new GrpcRoom(
                        threads,
                        running,
                        callTimer,
                        addresses,
                        settings.requestDeadline(),
                        settings.requestDeadline().multipliedBy(ANSWER_DEADLINES),
                        inFlight);
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
        LOG.log(Level.INFO, "Listening for gRPC on " + address());
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    GrpcRoom room() {
        return room;
    }

    /** The number of connections now. */
    long connections() {
        return connections.held();
    }

    /** The number of streams of health and reflection now. */
    long sideStreams() {
        return sideRoom.streams().held();
    }

    /** Its threads end when they are idle for a minute. */
    private static ExecutorService pool(int size, ThreadFactory managed) {
        var pool =
                new ThreadPoolExecutor(
                        size, size, 1, MINUTES, new LinkedBlockingQueue<>(), managed);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Forgets what is cancelled, which is nearly everything, at once. */
    private static ScheduledExecutorService callTimer(ThreadFactory managed) {
        var timer = new ScheduledThreadPoolExecutor(1, managed);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static EventLoopGroup loops(int count, String name) {
        return new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    private Server build() {
        var builder =
                NettyServerBuilder.forAddress(settings.address(), credentials())
                        .bossEventLoopGroup(acceptor)
                        .workerEventLoopGroup(selectors)
                        .channelFactory(() -> new LimitedServerChannel(connections, addresses))
                        .executor(intake)
                        .callExecutor(new SideExecutor(side))
                        .addTransportFilter(room.connections())
                        .addStreamTracerFactory(new StreamCancellation.Factory())
                        .handshakeTimeout(settings.requestDeadline().toMillis(), MILLISECONDS)
                        // GrpcCalls has a lower limit, and refuses with the same status as every
                        // wire form.
                        .maxInboundMessageSize(4 * Bodies.MAX_BYTES)
                        .decompressorRegistry(GrpcGzip.registry())
                        .maxInboundMetadataSize(settings.maxMetadata())
                        .maxConcurrentCallsPerConnection(settings.streams())
                        .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                        .keepAliveTime(1, MINUTES)
                        .keepAliveTimeout(20, SECONDS)
                        .permitKeepAliveTime(10, SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .maxConnectionIdle(15, MINUTES)
                        .fallbackHandlerRegistry(calls.unknown(room))
                        .addService(ServerInterceptors.intercept(health.service(), sideRoom));
        if (settings.reflection()) {
            builder.addService(
                            ServerInterceptors.intercept(
                                    ProtoReflectionServiceV1.newInstance(), sideRoom))
                    .addService(ServerInterceptors.intercept(oldReflection(), sideRoom));
        }
        calls.services(room).forEach(builder::addService);
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
            for (var pool : List.of(intake, side, callTimer, threads)) {
                pool.shutdown();
                pool.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), MILLISECONDS);
            }
            for (var loops : new EventLoopGroup[] {acceptor, selectors}) {
                loops.shutdownGracefully(0, SHUTDOWN_TIMEOUT.toMillis(), MILLISECONDS)
                        .await(SHUTDOWN_TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs health and reflection apart, so that they do not hold up the intake of calls. */
    private record SideExecutor(Executor side) implements ServerCallExecutorSupplier {

        private static final Set<String> SERVICES =
                Set.of(HealthGrpc.SERVICE_NAME, ServerReflectionGrpc.SERVICE_NAME, OLD_REFLECTION);

        @Override
        public <I, O> Executor getExecutor(ServerCall<I, O> call, Metadata metadata) {
            return SERVICES.contains(call.getMethodDescriptor().getServiceName()) ? side : null;
        }
    }
}
