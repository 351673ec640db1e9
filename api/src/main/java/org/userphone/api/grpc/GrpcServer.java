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
 * The gRPC server, grpc-java on Netty. It lives as long as the application: its port is bound when
 * that can answer, and when it stops no thread is left. Calls run on threads of the application
 * server, where injection and transactions work.
 */
@ApplicationSingleton
class GrpcServer {

    private static final System.Logger LOG = System.getLogger(GrpcServer.class.getName());

    /** As many as are at work at once. */
    private static final int THREADS = 64;

    /** What one connection may have of them; many clients have one connection only. */
    private static final int SHARE = 16;

    private static final int SELECTORS = 2;
    private static final int MAX_CALLS = 1000;
    private static final int MAX_RESETS = 1000;
    private static final int RESET_WINDOW_SECONDS = 10;

    /** Bytes of metadata: the longest token and something beside it. */
    private static final int MAX_METADATA_BYTES = 24 * 1024;

    private static final Duration HEALTH = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Attributes.Key<Executor> CONNECTION_SHARE =
            Attributes.Key.create("org.userphone.share");

    private final GrpcSettings settings;
    private final GrpcCalls calls;
    private final GrpcHealth health;
    private final InFlight inFlight;
    private final Admission admission;
    private EventLoopGroup acceptor;
    private EventLoopGroup selectors;
    private ExecutorService threads;
    private ScheduledExecutorService watch;
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
     * Begins to listen.
     *
     * @param managed makes threads of the application server
     * @throws StartRefused if the port is taken or the files of TLS are no use
     */
    void start(ThreadFactory managed) {
        acceptor = loops(1, "userphone-grpc-acceptor");
        selectors = loops(SELECTORS, "userphone-grpc-selector");
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
        watch = Executors.newSingleThreadScheduledExecutor(managed);
        watch.scheduleWithFixedDelay(health::look, 0, HEALTH.toMillis(), MILLISECONDS);
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
                        .callExecutor(new ByConnection())
                        .addTransportFilter(new Shares())
                        .addStreamTracerFactory(new AdmissionTracer(admission))
                        // What is too long is refused by us, in the words of every wire form.
                        .maxInboundMessageSize(4 * Bodies.MAX_BYTES)
                        .maxInboundMetadataSize(MAX_METADATA_BYTES)
                        .maxConcurrentCallsPerConnection(MAX_CALLS)
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

    /** Tools of today still ask for v1alpha first. */
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

    /** Clients that are connected look for another node; calls in flight go on. */
    void drain(@Observes Draining begun) {
        draining = true;
        health.stop();
        if (server != null) {
            server.shutdown();
        }
    }

    /**
     * Ends, as soon as calls in flight have ended or the grace is over, and every thread with it.
     */
    void stop() {
        try {
            if (server != null) {
                watch.shutdownNow();
                health.stop();
                server.shutdown();
                // Who drained it has waited for the calls already.
                var grace = draining ? Duration.ZERO : settings.grace();
                if (!server.awaitTermination(grace.toMillis(), MILLISECONDS)) {
                    server.shutdownNow().awaitTermination(LAST_WORDS.toMillis(), MILLISECONDS);
                }
            }
            threads.shutdown();
            threads.awaitTermination(LAST_WORDS.toMillis(), MILLISECONDS);
            for (var loops : new EventLoopGroup[] {acceptor, selectors}) {
                loops.shutdownGracefully(0, LAST_WORDS.toMillis(), MILLISECONDS)
                        .await(LAST_WORDS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives every connection its share. */
    private final class Shares extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes connection) {
            return connection.toBuilder()
                    .set(CONNECTION_SHARE, new ConnectionQuota(threads, SHARE))
                    .build();
        }
    }

    private static final class ByConnection implements ServerCallExecutorSupplier {
        @Override
        public <I, O> Executor getExecutor(ServerCall<I, O> call, Metadata metadata) {
            return call.getAttributes().get(CONNECTION_SHARE);
        }
    }
}
