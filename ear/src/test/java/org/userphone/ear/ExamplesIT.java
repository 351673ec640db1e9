package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Issuer.ORGANISATION;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.http.ProtoJson;

/**
 * The examples of the OpenAPI document are true: each is made against the packaged program, after
 * the examples that it is given, in an organisation of its own.
 */
class ExamplesIT {

    /** Only an instance-wide role may choose the id of a new user, as the example does. */
    private static final String CHOOSES_ID = "AddHumanUser";

    private static final Path FOLDER =
            Path.of("../api/src/main/resources/org/userphone/api/openapi/examples");

    /** Who makes the calls. */
    private static final String CALLER = "300000000000000006";

    /** The endpoint that the examples show; in its place is one that takes nothing from us. */
    private static final String ENDPOINT = "https://hooks.example.com/sms";

    private static final String WEBHOOK = "https://hooks.example.com/codes";

    /** The number of the examples whose SMS have to wait. */
    private static final String NOT_TAKEN = "+41446681800";

    private static final String KEY = "a-signing-key-of-ours";
    private static final Issuer ISSUER = new Issuer();

    /** What the files say, by the names of the calls. */
    private static final Map<String, JsonObject> FILES = files();

    /** As {@code SetPhone/returnCode}. */
    private static final Map<String, JsonObject> EXAMPLES = new TreeMap<>();

    private static final Set<String> REACHED = ConcurrentHashMap.newKeySet();

    private static HttpServer provider;
    private static Program program;
    private static Wire wire;

    static {
        FILES.forEach(
                (rpc, file) ->
                        list(file, "examples")
                                .forEach(
                                        example ->
                                                EXAMPLES.put(
                                                        rpc + "/" + example.getString("name"),
                                                        example)));
    }

    private static Map<String, JsonObject> files() {
        var files = new TreeMap<String, JsonObject>();
        try (var paths = Files.list(FOLDER)) {
            for (var path : paths.toList()) {
                var rpc = path.getFileName().toString().replace(".json", "");
                files.put(rpc, json(Files.readString(path)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/sms", exchange -> answer(exchange, 401));
        provider.createContext("/codes", ExamplesIT::take);
        provider.start();
        var settings = new HashMap<>(ISSUER.settings());
        settings.put(
                "USERPHONE_ORGANISATIONS",
                String.join(
                        ",", EXAMPLES.keySet().stream().map(ExamplesIT::organisation).toList()));
        settings.put("USERPHONE_RESEND_WAITS", "PT0S");
        settings.put("USERPHONE_SMS_PROVIDER", "webhook");
        settings.put("USERPHONE_SMS_WEBHOOK_URL", at("/codes"));
        settings.put("USERPHONE_SMS_WEBHOOK_KEYS", KEY);
        settings.put("USERPHONE_SMS_WEBHOOK_PRIVATE", "true");
        settings.put("USERPHONE_SMS_TWILIO_URL", "https://127.0.0.1:1");
        settings.put("USERPHONE_SMS_BACKOFF", "PT1M");
        settings.put("USERPHONE_NODE", "userphone-1");
        settings.put("USERPHONE_SMS_STATISTICS_PERIOD", "PT1S");
        settings.put("USERPHONE_GUARD_USER", "10/PT24H");
        settings.put(
                "USERPHONE_GUARD_BUDGET",
                Stream.of("CheckLimits/organisation", "SearchLimitCounts/fullest")
                        .map(example -> organisation(example) + "=0.09")
                        .collect(joining(", ")));
        program = Program.start(folder, Unlimited.and(settings));
        wire = new Wire(program.base());
    }

    @AfterAll
    static void stop() {
        program.close();
        provider.stop(0);
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + provider.getAddress().getPort() + path;
    }

    /** Takes an SMS and tells what became of it: the first one to a user does not arrive. */
    private static void take(HttpExchange exchange) throws IOException {
        var sms = json(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (sms.getJsonObject("args").getString("lastPhone").equals(NOT_TAKEN)) {
            answer(exchange, 401);
            return;
        }
        var receipt =
                "{\"id\":\"%s\",\"state\":\"%s\",\"reason\":\"absent subscriber\"}"
                        .formatted(
                                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                                REACHED.add(sms.getJsonObject("args").getString("userID"))
                                        ? "undelivered"
                                        : "delivered");
        wire.send(
                wire.request("/sms/receipts/webhook", null)
                        .header("ZITADEL-Signature", WebhookSignature.of(KEY, receipt))
                        .POST(BodyPublishers.ofString(receipt)));
        answer(exchange, 204);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** What examples do to the instance, which the organisations share. */
    @BeforeEach
    void undo() {
        var token = ISSUER.token();
        var found = Wire.json(wire.post("/admin/v1/sms/_search", token, "{}"));
        for (var added : list(found, "result")) {
            wire.send(wire.request("/admin/v1/sms/" + added.getString("id"), token).DELETE());
        }
        wire.send(wire.request("/admin/v1/text/message/verifyphone/de-CH", token).DELETE());
        program.await(
                "the turn of the provider of the settings",
                () ->
                        Exposition.parse(wire.get("/metrics", null).body())
                                .values("userphone_sms_breaker_open", "provider")
                                .equals(Set.of("webhook")));
    }

    static Stream<String> examples() {
        return EXAMPLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAnsweredAsItSays(String example) {
        var organisation = organisation(example);
        var username = "minnie-" + organisation;
        var standIns =
                new StandIns(
                        Map.of(
                                ORGANISATION,
                                organisation,
                                "minnie",
                                username,
                                ENDPOINT,
                                at("/sms"),
                                WEBHOOK,
                                at("/codes"),
                                token(),
                                ISSUER.token(CALLER, organisation, "IAM_OWNER")));

        make(example, organisation, standIns, new HashSet<>());
    }

    /** The token that an example shows for one that is accepted. */
    private static String token() {
        return EXAMPLES.get("CheckToken/accepted").getJsonObject("request").getString("token");
    }

    private static String organisation(String example) {
        var place = List.copyOf(EXAMPLES.keySet()).indexOf(example);
        return Long.toString(Long.parseLong(ORGANISATION) + 1000 + place);
    }

    private static void make(
            String name, String organisation, StandIns standIns, Set<String> made) {
        if (!made.add(name)) {
            return;
        }
        var example = EXAMPLES.get(name);
        assertThat(example).as(name).isNotNull();
        for (var given :
                example.getOrDefault("given", JsonValue.EMPTY_JSON_ARRAY)
                        .asJsonArray()
                        .getValuesAs(JsonString::getString)) {
            make(given, organisation, standIns, made);
        }
        var rpc = name.substring(0, name.indexOf('/'));
        var request = standIns.in(example.get("request"));
        if (isAboutMessages(rpc)) { // they leave when they leave
            program.await(
                    name,
                    () ->
                            standIns.differences(
                                            example.get("answer"),
                                            answer(rpc, request, organisation))
                                    .isEmpty());
        } else {
            assertThat(
                            standIns.differences(
                                    example.get("answer"), answer(rpc, request, organisation)))
                    .as(name)
                    .isEmpty();
        }
    }

    private static boolean isAboutMessages(String rpc) {
        return Set.of(
                        "ListPhoneMessages",
                        "SearchSmsMessages",
                        "ListSmsUsage",
                        "ListSmsProviderStatus",
                        "SearchSmsStatistics")
                .contains(rpc);
    }

    private static JsonObject answer(String rpc, JsonValue request, String organisation) {
        var service = WireForm.method(rpc).getServiceName();
        var role =
                service.endsWith("ManagementService")
                                || service.endsWith("ImportService")
                                || service.endsWith("UserService") && !rpc.equals(CHOOSES_ID)
                        ? "ORG_OWNER"
                        : "IAM_OWNER";
        var answer = call(rpc, request, ISSUER.token(CALLER, organisation, role));
        assertThat(answer).as("%s of %s", rpc, request).isNotInstanceOf(Status.class);
        return json(new String(ProtoJson.write(answer), UTF_8));
    }

    private static Message call(String rpc, JsonValue request, String token) {
        return new OverJson()
                .call(
                        new WireForm.Program(program.base(), null),
                        rpc,
                        request.toString(),
                        Map.of("authorization", "Bearer " + token))
                .orElseThrow();
    }

    static Stream<String> calls() {
        return FILES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyBrokenRequestIsRefusedAsTheDocumentSays(String rpc) {
        var told = operation(rpc).getJsonObject("responses").toString();

        for (var request : list(FILES.get(rpc), "broken")) {
            var answer = call(rpc, request, ISSUER.token());
            assertThat(answer).as("%s of %s", rpc, request).isInstanceOf(Status.class);
            assertThat(told).contains("\"message\":\"" + ((Status) answer).getMessage() + "\"");
        }
    }

    /** Swagger UI sends this. */
    @ParameterizedTest
    @MethodSource("calls")
    void theDocumentShowsEveryRequestAsItIsSent(String rpc) {
        var operation = operation(rpc);
        if (operation.containsKey("requestBody")) {
            var shown = operation.getJsonObject("requestBody").getJsonObject("content");
            for (var example : list(FILES.get(rpc), "examples")) {
                var body = Json.createObjectBuilder(example.getJsonObject("request"));
                list(operation, "parameters").stream()
                        .filter(parameter -> parameter.getString("in").equals("path"))
                        .forEach(parameter -> body.remove(parameter.getString("name")));
                assertThat(
                                shown.getJsonObject("application/json")
                                        .getJsonObject("examples")
                                        .getJsonObject(example.getString("name"))
                                        .get("value"))
                        .isEqualTo(body.build());
            }
        }
    }

    private static JsonObject operation(String rpc) {
        return Wire.json(wire.get("/openapi?format=JSON", null))
                .getJsonObject("paths")
                .values()
                .stream()
                .flatMap(path -> path.asJsonObject().values().stream())
                .map(JsonValue::asJsonObject)
                .filter(operation -> operation.getString("operationId").equals(rpc))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> list(JsonObject object, String name) {
        return object.getOrDefault(name, JsonArray.EMPTY_JSON_ARRAY)
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
