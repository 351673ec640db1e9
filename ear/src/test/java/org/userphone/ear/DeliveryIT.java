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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a provider: a webhook on this machine. */
class DeliveryIT {

    private static final String PHONE = "/v2/users/300000000000000002/phone";

    private static final List<JsonObject> RECEIVED = new CopyOnWriteArrayList<>();

    private static HttpServer webhook;
    private static Program program;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        RECEIVED.add(reader.readObject());
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
                                "USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours",
                                "USERPHONE_SMS_WEBOTP", "login.example.com",
                                "USERPHONE_SMS_SENDERS", "CH=ACME",
                                "USERPHONE_SMS_WEBHOOK_PRIVATE", "true"));
    }

    @AfterAll
    static void stop() {
        program.close();
        webhook.stop(0);
    }

    @Test
    void theWebhookGetsTheCodeThatProvesTheNumber() {
        var wire = new Wire(program.base());
        var token = wire.get("/dev/token", null).body();
        var set = wire.post(PHONE, token, "{\"phone\":\"+41791230003\",\"sendCode\":{}}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);

        program.await("the webhook", () -> received("+41791230003").isPresent());

        var message = received("+41791230003").orElseThrow();
        var code = message.getJsonObject("args").getString("code");
        var verified =
                wire.post(PHONE + "/verify", token, "{\"verificationCode\":\"" + code + "\"}");
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
        assertThat(json(verified)).containsKey("details");
        assertThat(wire.get("/inbox.json", null).body()).isEqualTo("[]");
        LogSearch.assertClean(program, List.of(code));
    }

    @Test
    void theTextIsThatOfTheUsersOrganisationAndEndsForPagesOfTheHost() {
        var wire = new Wire(program.base());
        var token = wire.get("/dev/token", null).body();
        var written =
                wire.send(
                        wire.request("/management/v1/text/message/verifyphone/en", token)
                                .header("x-zitadel-orgid", "300000000000000001")
                                .PUT(
                                        BodyPublishers.ofString(
                                                "{\"text\":\"Acme: {{.Code}} for"
                                                        + " {{.LastPhone}}\"}")));
        assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
        assertThat(json(written).getString("alphabet")).isEqualTo("GSM7");

        wire.post(PHONE, token, "{\"phone\":\"+41791230004\",\"sendCode\":{}}");

        program.await("the webhook", () -> received("+41791230004").isPresent());
        var message = received("+41791230004").orElseThrow();
        var code = message.getJsonObject("args").getString("code");
        assertThat(message.getJsonObject("templateData").getString("text"))
                .isEqualTo("Acme: " + code + " for +41791230004\n@login.example.com #" + code);
        assertThat(message.getJsonObject("contextInfo").getString("sender")).isEqualTo("ACME");
        assertThat(message.getJsonObject("args").getString("orgID"))
                .isEqualTo("300000000000000001");
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
}
