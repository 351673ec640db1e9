package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.sms.telemetry.Collector.attribute;
import static org.userphone.sms.telemetry.Collector.id;
import static org.userphone.sms.telemetry.Collector.parent;

import com.google.rpc.Status;
import com.sun.net.httpserver.HttpServer;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.sms.telemetry.Collector;

/** Traces of the packaged program, as a collector gets them, and as a webhook sees them. */
class TracingIT {

    private static final String DEMO = "300000000000000002";
    private static final String SPAN_OF_CALLER = "b7ad6b7169203331";

    /** What a webhook got. */
    private record Received(String number, String code, String traceparent, String tracestate) {}

    @TempDir private Path folder;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Collector collector = new Collector();
    private volatile int answer = 204;
    private HttpServer webhook;

    @BeforeEach
    void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        received.add(
                                received(
                                        reader.readObject(),
                                        exchange.getRequestHeaders().getFirst("traceparent"),
                                        exchange.getRequestHeaders().getFirst("tracestate")));
                        exchange.sendResponseHeaders(answer, -1);
                    }
                });
        webhook.start();
    }

    private static Received received(JsonObject message, String traceparent, String tracestate) {
        return new Received(
                message.getJsonObject("contextInfo").getString("recipientPhoneNumber"),
                message.getJsonObject("args").getString("code"),
                traceparent,
                tracestate);
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
        collector.close();
    }

    @Test
    void aSetItsTransactionAndItsDeliveryAreOneTraceOverEveryWireForm() {
        try (var program = program(Map.of())) {
            var token = new Wire(program.base()).get("/dev/token", null).body();
            var numbers = new HashMap<String, WireForm>();
            for (var form : WireForm.ALL) {
                var number = "+417912340" + (10 + numbers.size());
                numbers.put(number, form);
                set(program, form, number, token);
                isOneTrace(program, form, number);
            }
            LogSearch.assertClean(program);
            holdsNothingPersonal(numbers.keySet().stream().toList(), token);
            assertThat(program.out().lines())
                    .as("lines of the log in a delivery")
                    .anyMatch(line -> line.contains("AttemptLog") && line.contains("\"trace\":\""))
                    .anyMatch(
                            line ->
                                    line.contains("status=200")
                                            && line.contains("\"span\":\"")
                                            && line.contains(
                                                    "\"trace\":\"" + trace("+41791234010")));
        }
    }

    @Test
    void aTraceGoesOnAfterARestartAndACollectorThatHangsHoldsNobody() {
        answer = 503;
        collector.hang();
        try (var program = program(Map.of())) {
            var token = new Wire(program.base()).get("/dev/token", null).body();
            set(program, new OverJson(), "+41791234020", token);
            program.await("the webhook", () -> !received.isEmpty());
            program.stop();
            assertThat(program.exit()).isZero();
        }
        received.clear();
        answer = 204;
        try (var next = new Collector();
                var program =
                        program(Map.of("USERPHONE_OTEL_EXPORTER_OTLP_ENDPOINT", next.endpoint()))) {
            var trace = trace("+41791234020");
            program.await("the attempt", () -> named(next.spans(trace), "send SMS").isPresent());
            program.await(
                    "the delivery", () -> named(next.spans(trace), "deliver SMS").isPresent());
            assertThat(received.get(0).traceparent()).startsWith("00-" + trace + "-");
            assertThat(parent(named(next.spans(trace), "deliver SMS").orElseThrow())).isNotEmpty();
        }
    }

    @Test
    void whileTracesAreOffNobodyIsHandedOne() {
        try (var program = program(Map.of("USERPHONE_OTEL_SDK_DISABLED", "true"))) {
            var token = new Wire(program.base()).get("/dev/token", null).body();
            set(program, new OverJson(), "+41791234030", token);
            program.await("the webhook", () -> !received.isEmpty());

            assertThat(received.get(0).traceparent()).isNull();
            assertThat(received.get(0).tracestate()).isNull();
        }
    }

    private void isOneTrace(Program program, WireForm form, String number) {
        var trace = trace(number);
        program.await(
                "the trace over " + form,
                () ->
                        named(collector.spans(trace), "send SMS").isPresent()
                                && named(collector.spans(trace), "deliver SMS").isPresent()
                                && transaction(trace).isPresent()
                                && server(trace).isPresent());
        var server = server(trace).orElseThrow();
        var transaction = transaction(trace).orElseThrow();
        var delivery = named(collector.spans(trace), "deliver SMS").orElseThrow();
        var attempt = named(collector.spans(trace), "send SMS").orElseThrow();

        assertThat(parent(server)).isEqualTo(SPAN_OF_CALLER);
        assertThat(server.getName())
                .isEqualTo(
                        form instanceof OverJson
                                ? "POST /v2/users/{user_id}/phone"
                                : "zitadel.user.v2.UserService/SetPhone");
        assertThat(parent(transaction)).isEqualTo(id(server));
        assertThat(parent(delivery)).isEqualTo(id(transaction));
        assertThat(attribute(delivery, "user.id")).isEqualTo(DEMO);
        assertThat(parent(attempt)).isEqualTo(id(delivery));
        assertThat(attribute(attempt, "org.userphone.sms.outcome")).isEqualTo("accepted");
        var message =
                received.stream()
                        .filter(it -> it.number().equals(number))
                        .findFirst()
                        .orElseThrow();
        assertThat(message.traceparent()).isEqualTo("00-" + trace + "-" + id(attempt) + "-01");
        assertThat(message.tracestate()).isEqualTo("vendor=1");
    }

    /** Neither codes nor numbers nor names nor tokens; and no spans of a server's own. */
    private void holdsNothingPersonal(List<String> numbers, String token) {
        var exported = collector.text();
        assertThat(exported).contains("transaction").doesNotContain("79123", token, "Bearer");
        assertThat(exported).doesNotContainIgnoringCase("minnie").doesNotContain("@");
        assertThat(received).hasSize(numbers.size());
        received.forEach(message -> assertThat(exported).doesNotContain(message.code()));
        assertThat(collector.scopes()).containsOnly("org.userphone");
    }

    private Optional<Span> server(String trace) {
        return collector.spans(trace).stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst();
    }

    private Optional<Span> transaction(String trace) {
        return collector.spans(trace).stream()
                .filter(
                        span ->
                                attribute(span, "code.function.name")
                                        .equals("org.userphone.domain.account.SetPhone.set"))
                .findFirst();
    }

    private static Optional<Span> named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).findFirst();
    }

    /** The id of the trace in which a number is set. */
    private static String trace(String number) {
        return "%032x".formatted(Long.parseLong(number.substring(1)));
    }

    private static void set(Program program, WireForm form, String number, String token) {
        var grpc = program.grpc();
        var channel =
                NettyChannelBuilder.forAddress(grpc.getHostString(), grpc.getPort())
                        .usePlaintext()
                        .build();
        try {
            var answer =
                    form.call(
                            new WireForm.Program(program.base(), channel),
                            "SetPhone",
                            "{\"userId\":\"%s\",\"phone\":\"%s\",\"sendCode\":{}}"
                                    .formatted(DEMO, number),
                            Map.of(
                                    "authorization",
                                    "Bearer " + token,
                                    "traceparent",
                                    "00-" + trace(number) + "-" + SPAN_OF_CALLER + "-01",
                                    "tracestate",
                                    "vendor=1"));
            assertThat(answer).get().isNotInstanceOf(Status.class);
        } finally {
            channel.shutdownNow();
        }
    }

    private Program program(Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("USERPHONE_SMS_PROVIDER", "webhook");
        environment.put(
                "USERPHONE_SMS_WEBHOOK_URL",
                "http://127.0.0.1:" + webhook.getAddress().getPort() + "/sms");
        environment.put("USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours");
        environment.put("USERPHONE_SMS_WEBHOOK_PRIVATE", "true");
        environment.put("USERPHONE_SMS_BACKOFF", "PT1S");
        environment.put("USERPHONE_GUARD_USER", "0");
        environment.put("USERPHONE_LOG_FORMAT", "json");
        environment.put("USERPHONE_OTEL_SDK_DISABLED", "false");
        environment.put("USERPHONE_OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        environment.put("USERPHONE_OTEL_BSP_SCHEDULE_DELAY", "100");
        environment.putAll(more);
        return Program.start(folder, environment);
    }
}
