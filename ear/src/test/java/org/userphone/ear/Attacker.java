package org.userphone.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.api.grpc.RawConnection;

/** Somebody at the client address 127.0.0.2 with many connections. */
final class Attacker implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    /** So little that an answer which is not read stays with the server. */
    private static final int RECEIVE_BUFFER = 4096;

    private final Attack attack;
    private final Target target;
    private final Deque<Socket> connections = new ArrayDeque<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Attacker(Attack attack, Target target) {
        this.attack = attack;
        this.target = target;
    }

    /** Attacks until it is closed. */
    void begin() {
        thread.scheduleWithFixedDelay(this::strike, 0, PAUSE_MILLIS, MILLISECONDS);
    }

    private void strike() {
        try {
            attack.strike(this);
        } catch (IOException repelled) {
            // The server may close whatever it likes; the next strike comes.
        }
        while (connections.size() > attack.connections()) {
            cut(connections.removeFirst());
        }
    }

    /** With a reset, as a program that dies. */
    private static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // It is what was wanted.
        }
    }

    String token() {
        return target.token();
    }

    /** How many connections it had by now. */
    int opened() {
        return opened.get();
    }

    /** A request over HTTP, whole. */
    String post(String path, String mediaType, String body) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, token(), mediaType, body.length(), body);
    }

    /** The same for one user. */
    String getUser() {
        return "GET /v2/users/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(target.user(), token());
    }

    private Socket connect(InetSocketAddress server) throws IOException {
        var socket = new Socket();
        connections.add(socket);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
        socket.connect(server);
        opened.incrementAndGet();
        return socket;
    }

    private InetSocketAddress httpPort() {
        return new InetSocketAddress(target.http().getHost(), target.http().getPort());
    }

    /** A new connection to the HTTP port that says this and reads nothing. */
    void http(String text) throws IOException {
        connect(httpPort()).getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** A new connection to the gRPC port that says nothing. */
    void silent() throws IOException {
        connect(target.grpc());
    }

    /** A new connection to the gRPC port that reads nothing. */
    RawConnection grpc(String path, int window) throws IOException {
        return new RawConnection(connect(target.grpc()), window, path);
    }

    /** A new connection of HTTP/2 to the HTTP port that reads nothing. */
    RawConnection http2(String path, int window) throws IOException {
        return new RawConnection(connect(httpPort()), window, path);
    }

    /** One byte more on every connection. */
    void drip() {
        for (var connection : connections.toArray(Socket[]::new)) {
            try {
                connection.getOutputStream().write(' ');
            } catch (IOException closed) {
                connections.remove(connection);
                cut(connection);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, SECONDS)) {
                throw new AssertionError("a strike does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        connections.forEach(Attacker::cut);
    }
}
