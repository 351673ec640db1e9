package org.userphone.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One POST to a fixed URL over a connection of its own (HTTP/1.1, RFC 9112), for which the address
 * is looked at that is really connected to. HTTP clients resolve names by themselves, after any
 * check that could be made before; here the name is resolved once for each request, and the socket
 * is opened to the very address that was found allowed. So a name that changes its address (DNS
 * rebinding) leads nowhere else. With https the server must also prove to be the host of the URL.
 *
 * <p>What this does not know: whether a public address is routed or translated into a private
 * network behind this machine. No proxy is used, and no redirect is followed.
 *
 * <p>The timeout is that of the whole exchange. Only the lookup of the name is not cut short,
 * because Java cannot; the time it took is deducted. Of the answer its status and headers are read,
 * 64 KiB at most; its body is of no interest.
 */
final class GuardedPost {

    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final String LINE = "\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final String RETRY_AFTER = "retry-after:";

    /** The host has no address that may be connected to. */
    static final class ForbiddenAddress extends IOException {

        private static final long serialVersionUID = 1;
    }

    private final URI url;
    private final int port;
    private final Duration timeout;
    private final Predicate<InetAddress> allowed;
    private final Resolver resolver;

    GuardedPost(URI url, Duration timeout, Predicate<InetAddress> allowed, Resolver resolver) {
        this.url = url;
        this.port = url.getPort() >= 0 ? url.getPort() : isSecure(url) ? 443 : 80;
        this.timeout = timeout;
        this.allowed = allowed;
        this.resolver = resolver;
    }

    private static boolean isSecure(URI url) {
        return url.getScheme().equals("https");
    }

    /**
     * @throws ForbiddenAddress if nothing was sent, because of the address
     * @throws ConnectException if nothing was sent, because no connection came about
     * @throws IOException if there was no whole answer in time; the request may have been read
     */
    HttpAnswer send(Map<String, String> headers, byte[] body) throws IOException {
        long start = System.nanoTime();
        var address = new InetSocketAddress(address(), port);
        var socket = new Socket(Proxy.NO_PROXY);
        var deadline = new CompletableFuture<Void>();
        deadline.whenComplete((ended, late) -> close(socket));
        deadline.orTimeout(timeout.toNanos() - (System.nanoTime() - start), NANOSECONDS);
        try {
            return exchange(connect(socket, address), headers, body);
        } finally {
            deadline.complete(null);
        }
    }

    private InetAddress address() throws IOException {
        return Stream.of(resolver.resolve(host()))
                .filter(allowed)
                .findFirst()
                .orElseThrow(ForbiddenAddress::new);
    }

    /** A URL has brackets around an IPv6 address, which the lookup does not mind, but TLS does. */
    private String host() {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }

    private Socket connect(Socket socket, InetSocketAddress address) throws IOException {
        try {
            socket.connect(address);
            return isSecure(url) ? Tls.over(socket, host(), port) : socket;
        } catch (IOException e) {
            var failure = new ConnectException("no connection");
            failure.initCause(e);
            throw failure;
        }
    }

    private HttpAnswer exchange(Socket socket, Map<String, String> headers, byte[] body)
            throws IOException {
        var out = socket.getOutputStream();
        out.write((head(headers, body.length) + LINE).getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
        return read(new BufferedInputStream(socket.getInputStream()));
    }

    private String head(Map<String, String> headers, int length) {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var head = new StringBuilder("POST " + path + query + " HTTP/1.1" + LINE);
        head.append("Host: ").append(url.getRawAuthority()).append(LINE);
        head.append("Connection: close").append(LINE);
        head.append("Content-Length: ").append(length).append(LINE);
        headers.forEach((name, value) -> head.append(name + ": " + value + LINE));
        return head.toString();
    }

    /** The final answer; informational ones (RFC 9110, section 15.2) may come before it. */
    private static HttpAnswer read(InputStream in) throws IOException {
        int left = MAX_ANSWER_BYTES;
        while (true) {
            var head = readHead(in, left);
            left -= head.length();
            var lines = head.split(LINE, -1);
            var status = STATUS.matcher(lines[0]);
            if (!status.matches()) {
                throw new IOException("no HTTP");
            }
            if (!status.group(1).startsWith("1")) {
                return new HttpAnswer(
                        Integer.parseInt(status.group(1)),
                        Stream.of(lines)
                                .filter(
                                        line ->
                                                line.toLowerCase(Locale.ROOT)
                                                        .startsWith(RETRY_AFTER))
                                .map(line -> line.substring(RETRY_AFTER.length()).strip())
                                .findFirst());
            }
        }
    }

    private static String readHead(InputStream in, int limit) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf(LINE + LINE, head.length() - 4) < 0) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("no whole answer");
            }
            if (head.length() == limit) {
                throw new IOException("more than " + MAX_ANSWER_BYTES + " bytes");
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // nobody reads from it any more
        }
    }
}
