package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that are configured in the packaged program while it runs. */
class ProvidersIT {

    private static final String PROVIDERS = "/admin/v1/sms";
    private static final String PHONE = "/v2/users/300000000000000002/phone";

    private static final List<JsonObject> RECEIVED = new CopyOnWriteArrayList<>();

    private static HttpServer endpoint;
    private static Program program;
    private static Wire wire;
    private static String token;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        RECEIVED.add(reader.readObject());
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        endpoint.start();
        program =
                Program.start(
                        folder,
                        Unlimited.and(
                                Map.of(
                                        "USERPHONE_SMS_WEBHOOK_PRIVATE", "true",
                                        "USERPHONE_SMS_TIMEOUT", "PT2S",
                                        "USERPHONE_SMS_TWILIO_URL", "https://127.0.0.1:1",
                                        "USERPHONE_SMS_TWILIO_VERIFY_URL", "https://127.0.0.1:1")));
        wire = new Wire(program.base());
        token = wire.get("/dev/token", null).body();
    }

    @AfterAll
    static void stop() {
        program.close();
        endpoint.stop(0);
    }

    @Test
    void anEndpointIsTriedPutToUseAndTakenOutOfUseWithoutARestart() {
        var url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/sms";
        var added = post("/http", "{\"endpoint\":\"" + url + "\"}");
        var id = added.getString("id");
        var key = added.getString("signingKey");

        var tested = post("/" + id + "/_test", "{\"phone\":\"+41791230031\"}");
        assertThat(tested.getString("outcome")).isEqualTo("SMS_OUTCOME_ACCEPTED");
        assertThat(isReceived("+41791230031")).isTrue();

        post("/" + id + "/_activate", "{}");
        var number = sent(5000, ProvidersIT::isReceived);
        var code = received(number).orElseThrow().getJsonObject("args").getString("code");
        var verified =
                wire.post(PHONE + "/verify", token, "{\"verificationCode\":\"" + code + "\"}");
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);

        var message = latest();
        assertThat(message.getString("provider")).isEqualTo(id);
        var receipt = "{\"id\":\"" + message.getString("id") + "\",\"state\":\"delivered\"}";
        assertThat(tell(id, "another-key-of-somebody", receipt)).isEqualTo(401);
        assertThat(tell(id, key, receipt)).isEqualTo(204);
        assertThat(latest().getString("state")).isEqualTo("PHONE_MESSAGE_STATE_DELIVERED");

        post("/" + id + "/_deactivate", "{}");
        sent(6000, ProvidersIT::isInInbox);
        LogSearch.assertClean(program, List.of(code, key, "+41791230031", number));
    }

    @Test
    void howAProviderIsIsToldWhileItIsConfiguredAndItsMetricGoesWithIt() {
        var url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/sms";
        var id = post("/http", "{\"endpoint\":\"" + url + "\"}").getString("id");
        assertThat(status().keySet()).startsWith("inbox").endsWith(id);
        assertThat(status().get("inbox").getBoolean("readOnly")).isTrue();

        post("/" + id + "/_activate", "{}");
        sent(7000, ProvidersIT::isReceived);
        program.await("the record", () -> status().get(id).containsKey("lastSuccess"));
        assertThat(status().keySet()).startsWith(id, "inbox");
        assertThat(status().get(id).getString("breaker")).isEqualTo("SMS_BREAKER_STATE_CLOSED");
        assertThat(status().get(id).getString("waiting")).isEqualTo("0");
        assertThat(breakers()).containsExactlyInAnyOrder(id, "inbox");

        wire.send(wire.request(PROVIDERS + "/" + id, token).DELETE());
        program.await("the end of the series", () -> breakers().equals(Set.of("inbox")));
        assertThat(status().keySet()).doesNotContain(id);
    }

    /** The status of each provider by its id, in the order in which they are asked. */
    private static Map<String, JsonObject> status() {
        var all = new LinkedHashMap<String, JsonObject>();
        json(wire.get(PROVIDERS + "/_status", token))
                .getJsonArray("providers")
                .getValuesAs(JsonObject.class)
                .forEach(one -> all.put(one.getString("id"), one));
        return all;
    }

    private static Set<String> breakers() {
        return Exposition.parse(wire.get("/metrics", null).body())
                .values("userphone_sms_breaker_open", "provider");
    }

    @Test
    void whereTwilioMakesTheCodesNoneIsReturnedAndOneWithoutAnAnswerCostsNoTry() {
        var id =
                post(
                                "/twilio",
                                """
                                {"sid":"AC0123456789abcdef0123456789abcdef","token":"token-of-ours","verifyServiceSid":"VA0123456789abcdef0123456789abcdef"}
                                """)
                        .getString("id");
        var tested = post("/" + id + "/_test", "{\"phone\":\"+41791230041\"}");
        assertThat(tested.getString("outcome")).isEqualTo("SMS_OUTCOME_DEFERRED");
        assertThat(tested.getString("reason")).isEqualTo("no connection");

        var order = "{\"providers\":[{\"id\":\"" + id + "\",\"routes\":[\"+49\"]}]}";
        var ordered =
                wire.send(
                        wire.request(PROVIDERS + "/_order", token)
                                .PUT(BodyPublishers.ofString(order)));
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(200);

        program.await(
                "Twilio's turn",
                () -> returned("+4915112345678").body().contains("USERPHONE-cD1pr"));
        assertThat(returned("+4915112345679").statusCode()).isEqualTo(400);
        assertThat(returned("+41791230042").statusCode()).isEqualTo(200);
        post("/" + id + "/_deactivate", "{}");
        LogSearch.assertClean(program, List.of("token-of-ours", "+4915112345678"));
    }

    private static HttpResponse<String> returned(String number) {
        return wire.post(PHONE, token, "{\"phone\":\"" + number + "\",\"returnCode\":{}}");
    }

    /**
     * Has codes sent to one number after the other, until one comes that way: a node may know of a
     * change a second late.
     *
     * @param from the last four digits of the first number
     */
    private static String sent(int from, Predicate<String> way) {
        for (int last = from; ; last++) {
            var number = "+4179123" + last;
            var set = wire.post(PHONE, token, "{\"phone\":\"" + number + "\"}");
            assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
            program.await("the SMS", () -> isReceived(number) || isInInbox(number));
            if (way.test(number)) {
                return number;
            }
        }
    }

    private static boolean isInInbox(String number) {
        return wire.get("/inbox.json", null).body().contains(number);
    }

    private static boolean isReceived(String number) {
        return received(number).isPresent();
    }

    private static Optional<JsonObject> received(String number) {
        return RECEIVED.stream()
                .filter(
                        message ->
                                message.getJsonObject("contextInfo")
                                        .getString("recipientPhoneNumber")
                                        .equals(number))
                .findFirst();
    }

    /** The last message, once it is recorded. */
    private static JsonObject latest() {
        program.await("the record", () -> messages().isPresent());
        return messages().orElseThrow().getJsonObject(0);
    }

    private static Optional<JsonArray> messages() {
        return Optional.ofNullable(
                        json(wire.get(PHONE + "/messages?limit=1", token)).getJsonArray("messages"))
                .filter(
                        messages ->
                                !messages.getJsonObject(0).getString("state").endsWith("WAITING"));
    }

    private static int tell(String id, String key, String body) {
        return wire.send(
                        wire.request("/sms/receipts/" + id, null)
                                .header("ZITADEL-Signature", WebhookSignature.of(key, body))
                                .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static JsonObject post(String path, String body) {
        var answer = wire.post(PROVIDERS + path, token, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }
}
