package org.userphone.ear.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * The server that is inside Payara, by itself, behind our port. Its application answers with the
 * length of what it was sent, and reads no more than 131,082 bytes, as ours; to {@code /long} with
 * many bytes.
 */
final class BarePort implements AutoCloseable {

    static final PortSettings SETTINGS =
            new PortSettings(Duration.ofMinutes(1), 8192, 1000, 1000, List.of(), false);

    /** Of the answer to {@code /long}: more than the machine takes from the server at once. */
    static final int LONG_BYTES = 16 * 1024 * 1024;

    private static final int READ_MOST = 131_082;
    private static final int THREADS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger calls = new AtomicInteger();
    private final HttpPort port;
    private final HttpServer server;

    BarePort(PortSettings settings) {
        this(settings, Runtime.getRuntime().maxMemory() / 8);
    }

    private BarePort(PortSettings settings, long memory) {
        port = new HttpPort(settings, memory);
        var listener = new NetworkListener("bare", "127.0.0.1", 0);
        var transport = listener.getTransport();
        transport.setIOStrategy(port);
        transport.setWorkerThreadPoolConfig(
                ThreadPoolConfig.defaultConfig().setCorePoolSize(THREADS).setMaxPoolSize(THREADS));
        server = new HttpServer();
        server.addListener(listener);
        server.getServerConfiguration().setAllowPayloadForUndefinedHttpMethods(true);
        try {
            server.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        // In the place of the server's own choice among many, as Payara does.
        for (var filter : listener.getFilterChain()) {
            if (filter instanceof HttpServerFilter http) {
                http.setHttpHandler(new Lengths());
            }
        }
    }

    static BarePort open(PortSettings settings) {
        return open(settings, Runtime.getRuntime().maxMemory() / 8);
    }

    static BarePort open(PortSettings settings, long memory) {
        var bare = new BarePort(settings, memory);
        bare.gate().open();
        return bare;
    }

    private final class Lengths extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            calls.incrementAndGet();
            if (request.getRequestURI().equals("/long")) {
                response.setContentLength(LONG_BYTES);
                response.getOutputStream().write(new byte[LONG_BYTES]);
                return;
            }
            int length = request.getInputStream().readNBytes(READ_MOST).length;
            var text = request.getMethod() + " " + request.getRequestURI() + " " + length;
            response.setContentLength(text.length());
            response.getWriter().write(text);
        }
    }

    RawConnection connect() {
        return new RawConnection("127.0.0.1", server.getListener("bare").getPort());
    }

    Gate gate() {
        return port.gate();
    }

    HttpPort.Holdings holdings() {
        return port.holdings();
    }

    /** How many requests the application was given. */
    int calls() {
        return calls.get();
    }

    void awaitNothingHeld() {
        await(() -> holdings().getConnections() == 0);
        assertThat(holdings().getAddresses()).isZero();
        assertThat(holdings().getHeldBytes()).isZero();
        assertThat(holdings().getDeadlines()).isZero();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
