package org.userphone.sms.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A provider that speaks HTTP: it keeps the requests and answers what it is told. */
public final class FakeHttp implements AutoCloseable {

    /** A request as it came. */
    public record Request(String method, URI path, Headers headers, byte[] body) {

        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** An answer with these headers. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public Reply(int status) {
            this(status, Map.of(), "");
        }

        /** No answer at all, as long as the server lives. */
        public static final Reply NONE = new Reply(0);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reply> answers;

    public FakeHttp(Function<Request, Reply> answers) {
        this(answers, listening());
    }

    /** One that speaks TLS with that certificate. */
    public FakeHttp(Function<Request, Reply> answers, SSLContext certificate) {
        this(answers, listening(certificate));
    }

    private FakeHttp(Function<Request, Reply> answers, HttpServer server) {
        this.answers = answers;
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer listening(SSLContext certificate) {
        try {
            var secure = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(certificate));
            return secure;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    public void answer(Function<Request, Reply> next) {
        answers = next;
    }

    public URI url(String path) {
        return URI.create("http://" + loopback().getHostAddress() + ":" + port() + path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request =
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders(),
                            exchange.getRequestBody().readAllBytes());
            requests.add(request);
            var reply = answers.apply(request);
            if (reply == Reply.NONE) {
                end.await();
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var body = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
