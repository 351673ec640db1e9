package org.userphone.sms.outbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A provider that writes down which message came how often, by the client's reference of it; what
 * it has written down it has sent, whether the client lives to see its answer or not.
 */
final class CountingProvider implements AutoCloseable {

    /** One request of a client's. */
    record Arrival(String path, String reference, String number, long nanos) {}

    /** What happens between the arrival of a message and the answer. */
    @FunctionalInterface
    interface Answer {

        int status(Arrival arrival) throws InterruptedException;
    }

    private static final long LOOK = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Arrival>> byNumber = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> byClient = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Answer answer;
    private final int port;
    private HttpServer server;

    CountingProvider(Answer answer) {
        this.answer = answer;
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int where) {
        try {
            var listening =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 1000);
            listening.setExecutor(threads);
            listening.createContext("/", this::take);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody listens there any more, until {@link #up()}. */
    void down() {
        server.stop(0);
    }

    void up() {
        server = listen(port);
    }

    /** The address of a client that is to be told from others. */
    URI url(String client) {
        return URI.create("http://127.0.0.1:" + port + "/" + client);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            String number;
            try (var reader = Json.createReader(exchange.getRequestBody())) {
                number =
                        reader.readObject()
                                .getJsonObject("contextInfo")
                                .getString("recipientPhoneNumber");
            }
            var arrival =
                    new Arrival(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            number,
                            System.nanoTime());
            byNumber.compute(number, (key, before) -> with(before, arrival));
            byClient.computeIfAbsent(arrival.path(), client -> new AtomicInteger())
                    .incrementAndGet();
            synchronized (this) {
                notifyAll();
            }
            exchange.sendResponseHeaders(answer.status(arrival), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static List<Arrival> with(List<Arrival> before, Arrival arrival) {
        var all = new ArrayList<Arrival>(before == null ? List.of() : before);
        all.add(arrival);
        return List.copyOf(all);
    }

    /** The numbers that got a message. */
    Set<String> numbers() {
        return byNumber.keySet();
    }

    int count() {
        return byNumber.size();
    }

    /** What came for a number, in its order. */
    List<Arrival> arrivals(String number) {
        return byNumber.getOrDefault(number, List.of());
    }

    /** How many requests there have been at the same time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** How often messages came more than once. */
    int repeats() {
        return byNumber.values().stream().mapToInt(all -> all.size() - 1).sum();
    }

    /** The numbers that got a message under more than one reference. */
    List<String> underSeveralReferences() {
        return byNumber.entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue().stream().map(Arrival::reference).distinct().count()
                                        > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Waits until something is so; looks again whenever a message has come. */
    void await(String what, Duration patience, BooleanSupplier isSo) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (!isSo.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("there is not in time: " + what);
                }
                try {
                    wait(LOOK);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** How many messages came from a client, by its address. */
    int from(URI client) {
        return byClient.getOrDefault(client.getPath(), new AtomicInteger()).get();
    }

    /** How many messages came from each client. */
    Map<String, AtomicInteger> byClient() {
        return new TreeMap<>(byClient);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
