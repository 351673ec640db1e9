package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program and a webhook that tells it what became of messages. */
class ReceiptsIT {

    private static final String USER = "300000000000000002";
    private static final String MESSAGES = "/v2/users/" + USER + "/phone/messages";
    private static final String RECEIPTS = "/sms/receipts/webhook";
    private static final String KEY = "a-signing-key-of-ours";

    private static final List<JsonObject> RECEIVED = new CopyOnWriteArrayList<>();

    /** What the webhook sends us before it answers. */
    private static volatile Optional<String> early = Optional.empty();

    private static HttpServer webhook;
    private static Program program;
    private static Wire wire;
    private static String token;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        var id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                        RECEIVED.add(
                                Json.createObjectBuilder(reader.readObject())
                                        .add("id", id)
                                        .build());
                        early.ifPresent(state -> assertThat(tell(id, state)).isEqualTo(204));
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        webhook.start();
        program =
                Program.start(
                        folder,
                        Map.of(
                                "USERPHONE_SMS_PROVIDER", "webhook",
                                "USERPHONE_SMS_WEBHOOK_URL",
                                        "http://127.0.0.1:"
                                                + webhook.getAddress().getPort()
                                                + "/sms",
                                "USERPHONE_SMS_WEBHOOK_KEYS", KEY,
                                "USERPHONE_RESEND_WAITS", "PT0S",
                                "USERPHONE_SMS_WEBHOOK_PRIVATE", "true"));
        wire = new Wire(program.base());
        token = wire.get("/dev/token", null).body();
    }

    @AfterAll
    static void stop() {
        program.close();
        webhook.stop(0);
    }

    @Test
    void aSignedReceiptTellsWhatBecameOfAMessageAndForgedOnesDoNot() {
        var accepted = sent("+41791230011");
        assertThat(accepted.getString("state")).isEqualTo("PHONE_MESSAGE_STATE_ACCEPTED");
        assertThat(accepted.getString("provider")).isEqualTo("webhook");
        assertThat(accepted.getString("number")).isEqualTo("+…11");
        assertThat(accepted.getString("country")).isEqualTo("CH");
        assertThat(accepted.getInt("segments")).isOne();
        assertThat(accepted.getString("cost")).isEqualTo("0.05");
        var id = accepted.getString("id");
        var body = receipt(id, "delivered");

        assertRefused(
                send(RECEIPTS, body, WebhookSignature.of("another-key-of-somebody", body)), 401);
        assertRefused(
                send(
                        RECEIPTS,
                        body,
                        WebhookSignature.of(KEY, body.replace("delivered", "accepted"))),
                401);
        assertRefused(send(RECEIPTS, body, "t=1,v1=00"), 401);
        assertRefused(send("/sms/receipts/twilio", body, WebhookSignature.of(KEY, body)), 404);
        assertRefused(send(RECEIPTS, "x", WebhookSignature.of(KEY, "x")), 400);
        var large = body + " ".repeat(65 * 1024);
        assertRefused(send(RECEIPTS, large, WebhookSignature.of(KEY, large)), 400);
        assertThat(latest().getString("state")).isEqualTo("PHONE_MESSAGE_STATE_ACCEPTED");

        assertThat(tell(id, "delivered")).isEqualTo(204);
        assertThat(latest().getString("state")).isEqualTo("PHONE_MESSAGE_STATE_DELIVERED");
        assertThat(tell(id, "undelivered")).isEqualTo(204);
        assertThat(latest().getString("state")).isEqualTo("PHONE_MESSAGE_STATE_DELIVERED");

        var usage = wire.post("/admin/v1/sms/usage/_search", token, "{}");
        var sums = json(usage).getJsonArray("usage").getJsonObject(0);
        assertThat(sums.getString("country")).isEqualTo("CH");
        assertThat(Integer.parseInt(sums.getString("delivered"))).isPositive();
        assertThat(wire.get("/metrics", null).body())
                .contains(
                        "userphone_sms_messages_total{",
                        "state=\"delivered\"",
                        "userphone_sms_receipts_total{",
                        "USERPHONE-f0rGd");
        LogSearch.assertClean(program, List.of(code(id), "+41791230011", "41791230011"));
    }

    @Test
    void aReceiptThatOvertakesTheAnswerIsNotLost() {
        early = Optional.of("undelivered");
        try {
            var message = sent("+41791230022");

            assertThat(message.getString("state")).isEqualTo("PHONE_MESSAGE_STATE_UNDELIVERED");
            assertThat(message.getString("reason")).isEqualTo("absent");
        } finally {
            early = Optional.empty();
        }
    }

    /** The message to a number, once it has left the outbox. */
    private static JsonObject sent(String number) {
        var set =
                wire.post(
                        "/v2/users/" + USER + "/phone",
                        token,
                        "{\"phone\":\"" + number + "\",\"sendCode\":{}}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        program.await("the message to " + number, () -> isTo(number));
        return latest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=many", "limit=-1", "offset=0x1"})
    void aPageThatIsNoneIsRefusedInTheShapeOfTheProtocol(String page) {
        var answer = wire.get(MESSAGES + "?" + page, token);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getInt("code")).isEqualTo(3);
    }

    private static boolean isTo(String number) {
        var messages = json(wire.get(MESSAGES, token)).getJsonArray("messages");
        return messages != null
                && messages.getJsonObject(0).getString("number").endsWith(number.substring(10))
                && !messages.getJsonObject(0).getString("state").endsWith("WAITING");
    }

    private static JsonObject latest() {
        var messages = json(wire.get(MESSAGES + "?limit=1", token)).getJsonArray("messages");
        assertThat(messages).hasSize(1);
        return messages.getJsonObject(0);
    }

    private static String code(String id) {
        return RECEIVED.stream()
                .filter(message -> message.getString("id").equals(id))
                .map(message -> message.getJsonObject("args").getString("code"))
                .findFirst()
                .orElseThrow();
    }

    private static String receipt(String id, String state) {
        return "{\"id\":\"" + id + "\",\"state\":\"" + state + "\",\"reason\":\"absent\"}";
    }

    private static int tell(String id, String state) {
        var body = receipt(id, state);
        return send(RECEIPTS, body, WebhookSignature.of(KEY, body)).statusCode();
    }

    private static HttpResponse<String> send(String path, String body, String signature) {
        return wire.send(
                wire.request(path, null)
                        .header("ZITADEL-Signature", signature)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer)).containsKeys("code", "message");
    }
}
