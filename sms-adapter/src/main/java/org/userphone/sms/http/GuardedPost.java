package org.userphone.sms.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.apache.hc.core5.http.HttpHeaders.CONNECTION;
import static org.apache.hc.core5.http.HttpHeaders.RETRY_AFTER;
import static org.apache.hc.core5.http.HttpHeaders.USER_AGENT;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends POST requests to a fixed URL, each over a connection of its own (HTTP/1.1, RFC 9112), and
 * only if the address that is connected to is allowed. The name of the host is resolved once for
 * each request, and the connection goes to the very address that was found allowed. So a name that
 * changes its address (DNS rebinding) leads nowhere else. With https the server must also prove to
 * be the host of the URL.
 *
 * <p>This class cannot know whether a public address is routed or translated into a private network
 * behind this machine. No proxy is used, no redirect is followed, no cookie is kept, and no request
 * is repeated.
 *
 * <p>The timeout is that of the whole exchange. Java cannot cut the lookup of a name short; the
 * time that it took is deducted. Of the answer the status and the headers are read, 64 KiB at most;
 * the body is not read.
 */
public final class GuardedPost {

    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    private static final HttpProcessor HEADERS =
            new DefaultHttpProcessor(new RequestTargetHost(), new RequestContent());

    /** The name by which the library logs an exchange. */
    private static final String ID = "userphone";

    private final URI url;
    private final HttpRoute route;
    private final Duration timeout;
    private final DnsResolver resolver;

    /**
     * @param allowed which addresses may be connected to
     * @param names resolves the host of the URL to all its addresses
     */
    public GuardedPost(
            URI url, Duration timeout, Predicate<InetAddress> allowed, DnsResolver names) {
        this.url = url;
        this.route =
                new HttpRoute(
                        RoutingSupport.normalize(
                                HttpHost.create(url), DefaultSchemePortResolver.INSTANCE),
                        null,
                        URIScheme.HTTPS.same(url.getScheme()));
        this.timeout = timeout;
        this.resolver = new AllowedAddress(names, allowed);
    }

    /**
     * Sends one request.
     *
     * @throws ForbiddenAddress if nothing was sent, because of the address
     * @throws ConnectException if nothing was sent, because no connection came about
     * @throws IOException if no whole answer came in time; the request may have been read
     */
    public HttpAnswer send(Map<String, String> headers, byte[] body) throws IOException {
        var request = request(headers, body);
        return connected(
                (endpoint, context) -> {
                    HEADERS.process(request, request.getEntity(), context);
                    // The answer is closed with its connection; by itself it would read its body.
                    return answer(endpoint.execute(ID, request, EXECUTOR::execute, context));
                });
    }

    /**
     * Connects as a request would, with TLS where the URL says so, and sends nothing.
     *
     * @throws ForbiddenAddress because of the address
     * @throws ConnectException if no connection comes about; its cause says why
     */
    public void connect() throws IOException {
        connected((endpoint, context) -> null);
    }

    private interface Exchange<T> {
        T over(ConnectionEndpoint endpoint, HttpContext context) throws IOException, HttpException;
    }

    private <T> T connected(Exchange<T> exchange) throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        var deadline = new CompletableFuture<Void>();
        deadline.whenComplete((ended, late) -> close(socket));
        try (var connection = new OneConnection(socket, resolver)) {
            deadline.orTimeout(timeout.toNanos(), NANOSECONDS);
            var context = HttpClientContext.create();
            var endpoint = connection.lease(ID, route, null).get(Timeout.of(timeout));
            connection.connect(endpoint, Timeout.of(timeout), context);
            return exchange.over(endpoint, context);
        } catch (HttpException e) {
            throw new IOException("what came is no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the only connection is not free", e);
        } finally {
            deadline.complete(null);
        }
    }

    private HttpPost request(Map<String, String> headers, byte[] body) {
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setHeader(CONNECTION, "close");
        request.setHeader(USER_AGENT, "userphone");
        request.setEntity(new ByteArrayEntity(body, null));
        return request;
    }

    private static HttpAnswer answer(HttpResponse response) {
        return new HttpAnswer(
                response.getCode(),
                Optional.ofNullable(response.getFirstHeader(RETRY_AFTER)).map(Header::getValue));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // nobody reads from it any more
        }
    }
}
