package org.userphone.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A webhook that takes every SMS, as soon as it is told to, and remembers how often which came. */
final class Provider implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile long takes;

    Provider() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(loopback, 0);
        server.setExecutor(Executors.newCachedThreadPool(Provider::daemon));
        server.createContext("/", this::take);
        server.start();
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "provider");
        thread.setDaemon(true);
        return thread;
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            open.await();
            Thread.sleep(takes);
            counts.merge(exchange.getRequestHeaders().getFirst("Idempotency-Key"), 1, Integer::sum);
            arrivals.add(now);
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Forgets what came, and takes nothing from now on. */
    void hold() {
        open = new CountDownLatch(1);
        arrivals.clear();
        counts.clear();
    }

    /** Takes what comes and what has come, each in such a time. */
    void take(Duration time) {
        takes = time.toMillis();
        open.countDown();
    }

    /** When the next one came, as {@link System#nanoTime} has it; none if none does for so long. */
    OptionalLong arrival(Duration patience) throws InterruptedException {
        var arrived = arrivals.poll(patience.toMillis(), MILLISECONDS);
        return arrived == null ? OptionalLong.empty() : OptionalLong.of(arrived);
    }

    /** How many different ones came. */
    int count() {
        return counts.size();
    }

    /** How many of them came again. */
    long repeats() {
        return counts.values().stream().mapToLong(times -> times - 1).sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
