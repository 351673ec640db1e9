package org.userphone.sms.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A collector of spans on this machine, which understands OTLP over HTTP in binary form. */
public final class Collector implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE / 2);
    private volatile int status = 200;

    public Collector() {
        try {
            server = HttpServer.create(loopback(0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            answers.acquireUninterruptibly();
            if (status == 200) {
                requests.add(ExportTraceServiceRequest.parseFrom(body));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** The value of {@code userphone.otel.exporter.otlp.endpoint}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers with this status, and keeps nothing unless it is 200. */
    public void answer(int with) {
        status = with;
    }

    /** From now on it reads requests and does not answer. */
    public void hang() {
        answers.drainPermits();
    }

    /** Answers all that waits for it. */
    public void goOn() {
        answers.release(1_000_000);
    }

    /** The headers of the last request, in small letters. */
    public Map<String, String> headers() {
        return headers;
    }

    /** What was exported, as text; without ids and times, which might read like anything. */
    public String text() {
        var text = new StringBuilder();
        for (var request : requests) {
            request.getResourceSpansList().forEach(its -> text.append(its.getResource()));
        }
        spans().forEach(span -> text.append(withoutIdsAndTimes(span)));
        return text.toString();
    }

    private static Span withoutIdsAndTimes(Span span) {
        return span.toBuilder()
                .clearTraceId()
                .clearSpanId()
                .clearParentSpanId()
                .clearStartTimeUnixNano()
                .clearEndTimeUnixNano()
                .build();
    }

    /** All spans so far. */
    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The names of what has made the spans. */
    public List<String> scopes() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .map(scope -> scope.getScope().getName())
                .distinct()
                .toList();
    }

    /** The spans of a trace. */
    public List<Span> spans(String traceId) {
        return spans().stream().filter(span -> trace(span).equals(traceId)).toList();
    }

    public static String trace(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public static String id(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    public static String parent(Span span) {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** The value of an attribute as text; empty without one. */
    public static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(
                        attribute ->
                                attribute.getValue().hasIntValue()
                                        ? Long.toString(attribute.getValue().getIntValue())
                                        : attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }
}
