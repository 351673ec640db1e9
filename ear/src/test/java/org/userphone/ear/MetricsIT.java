package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged program tells of itself, and what operators make of it by the files in ops. */
class MetricsIT {

    private static final Path OPS = Path.of("../ops");
    private static final String KEY = "a-signing-key-of-ours";
    private static final String USER = "300000000000000042";
    private static final String NUMBER = "+41791230042";
    private static final Issuer ISSUER = new Issuer();
    private static final Pattern METRIC = Pattern.compile("\\b(?:userphone|jvm|process)_[a-z_]+");

    private static HttpServer webhook;
    private static Program program;
    private static Wire wire;

    /** Makes the program do all that it counts. */
    @BeforeAll
    static void work(@TempDir Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        webhook.start();
        var settings = new HashMap<>(ISSUER.settings());
        var port = webhook.getAddress().getPort();
        settings.put("USERPHONE_SMS_PROVIDER", "webhook");
        settings.put("USERPHONE_SMS_WEBHOOK_URL", "http://127.0.0.1:" + port + "/sms");
        settings.put("USERPHONE_SMS_WEBHOOK_KEYS", KEY);
        settings.put("USERPHONE_SMS_WEBHOOK_PRIVATE", "true");
        settings.put("USERPHONE_LOG_FORMAT", "json");
        program = Program.start(folder, settings);
        wire = new Wire(program.base());
        wire.post("/v2/users/new", ISSUER.token(), Issuer.newUser(USER));
        wire.get("/v2/users/nobody", ISSUER.token()); // is refused
        var phone = "{\"phone\":\"%s\",\"sendCode\":{}}".formatted(NUMBER);
        wire.post("/v2/users/" + USER + "/phone", ISSUER.token(), phone);
        program.await("the SMS", () -> !messages().isEmpty());
        var body = "{\"id\":\"%s\",\"state\":\"delivered\"}".formatted(sms());
        wire.send(
                wire.request("/sms/receipts/webhook", null)
                        .header("ZITADEL-Signature", WebhookSignature.of(KEY, body))
                        .POST(BodyPublishers.ofString(body)));
        var channel = program.channel();
        var head = Map.of("authorization", "Bearer " + ISSUER.token(), "x-request-id", "edge-42");
        for (var form : WireForm.ALL) {
            form.call(
                    new WireForm.Program(program.base(), channel),
                    "GetUserByID",
                    "{\"userId\":\"%s\"}".formatted(USER),
                    head);
        }
        channel.shutdownNow();
    }

    @AfterAll
    static void stop() {
        program.close();
        webhook.stop(0);
    }

    private static List<JsonObject> messages() {
        var path = "/v2/users/" + USER + "/phone/messages";
        var answer = Wire.json(wire.get(path, ISSUER.token()));
        return answer.containsKey("messages")
                ? answer.getJsonArray("messages").getValuesAs(JsonObject.class)
                : List.of();
    }

    private static String sms() {
        return messages().get(0).getString("id");
    }

    private static Exposition metrics() {
        return Exposition.parse(wire.get("/metrics", null).body());
    }

    @Test
    void theFormatIsKeptToTheLetterAndNoSeriesComesTwice() {
        assertThat(metrics().names()).isNotEmpty();
    }

    @Test
    void callsAreMeasuredInSecondsByTheirWireForm() {
        var metrics = metrics();

        assertThat(metrics.values("userphone_calls_seconds_count", "form"))
                .containsExactly("connect", "grpc", "grpc-web", "json");
        for (var form : Map.of("connect", 2, "grpc", 1, "grpc-web", 2).entrySet()) {
            var labels = Map.of("rpc", "GetUserByID", "code", "OK", "form", form.getKey());
            assertThat(metrics.value("userphone_calls_seconds_count", labels))
                    .as(form.getKey())
                    .isEqualTo(form.getValue().doubleValue());
            assertThat(metrics.value("userphone_calls_seconds_sum", labels))
                    .isBetween(0.00001, 60.0);
        }
    }

    @Test
    void whatProvidersAndTheDatabaseDoIsTold() {
        var metrics = metrics();

        assertThat(
                        metrics.value(
                                "userphone_sms_attempts_total",
                                Map.of("provider", "webhook", "outcome", "accepted")))
                .isEqualTo(1);
        assertThat(metrics.value("userphone_sms_breaker_open", Map.of("provider", "webhook")))
                .isZero();
        assertThat(metrics.value("userphone_outbox_messages", Map.of())).isZero();
        assertThat(metrics.value("userphone_calls_limit", Map.of())).isEqualTo(200);
        assertThat(metrics.values("userphone_database_connections", "state"))
                .containsExactly("idle", "used");
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        var text = Files.createTempFile("metrics", ".txt");
        Files.writeString(text, wire.get("/metrics", null).body());

        assertThat(promtool(text, "check", "metrics")).isEmpty();
    }

    @Test
    void promtoolFindsTheRulesRightAndTheAlertsFireWhenTheyShould() throws Exception {
        var rules = OPS.resolve("prometheus/alerts.yml").toString();
        assertThat(promtool(null, "check", "rules", rules)).contains("SUCCESS");
        var tests = OPS.resolve("prometheus/alerts.test.yml").toString();
        assertThat(promtool(null, "test", "rules", tests)).contains("SUCCESS");
    }

    /** What promtool prints, which has to find all in order. Skips the test if there is none. */
    private static String promtool(Path input, String... arguments) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "there is no promtool");
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        var process = builder.start();
        var told = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }

    @Test
    void everyMetricThatTheFilesInOpsNameIsThere() throws IOException {
        for (var file : List.of("prometheus/alerts.yml", "grafana/userphone.json")) {
            var named =
                    METRIC.matcher(Files.readString(OPS.resolve(file)))
                            .results()
                            .map(MatchResult::group)
                            .toList();
            assertThat(named).as(file).isNotEmpty();
            assertThat(metrics().names()).as(file).containsAll(named);
        }
    }

    @Test
    void everyAlertHasItsPlaceInTheRunbook() throws IOException {
        var rules = Files.readString(OPS.resolve("prometheus/alerts.yml"));
        var tests = Files.readString(OPS.resolve("prometheus/alerts.test.yml"));
        var runbook = Files.readString(Path.of("../docs/operate.md"));
        var alerts =
                Pattern.compile("- alert: (\\w+)")
                        .matcher(rules)
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(alerts).hasSizeGreaterThan(5);
        for (var alert : alerts) {
            assertThat(runbook).contains("\n### " + alert + "\n");
            assertThat(rules).contains("docs/operate.md#" + alert.toLowerCase());
            assertThat(tests).contains("alertname: " + alert + "\n");
        }
    }

    @Test
    void theIdOfTheCallerAndWhatTheCallIsAboutAreFieldsOfItsLine() {
        // A line is written when its answer is on the way, maybe after the caller has it.
        program.await(
                "a line for each form", () -> lines("\"edge-42\"").size() == WireForm.ALL.size());
        assertThat(lines("\"edge-42\""))
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "\"request\":\"edge-42\"",
                                                "\"method\":\"GetUserByID\"",
                                                "\"user\":\"" + USER + "\"",
                                                "\"caller\":\"administrator\"")
                                        .containsPattern("\"status\":\"(200|OK)\"")
                                        .containsPattern("\"ms\":\"\\d+\""));
    }

    @Test
    void anSmsCanBeFollowedThroughTheLogByItsIdAndItsUser() {
        program.await("the line of the attempt", () -> !lines("Attempt to send").isEmpty());
        assertThat(lines("Attempt to send"))
                .singleElement()
                .asString()
                .contains(
                        "\"sms\":\"" + sms() + "\"",
                        "\"user\":\"" + USER + "\"",
                        "\"provider\":\"webhook\"",
                        "\"outcome\":\"accepted\"",
                        "\"reference\":\"" + sms() + "\"");
        assertThat(program.out()).doesNotContain(NUMBER, NUMBER.substring(1));
    }

    private static List<String> lines(String part) {
        return program.out().lines().filter(line -> line.contains(part)).toList();
    }
}
