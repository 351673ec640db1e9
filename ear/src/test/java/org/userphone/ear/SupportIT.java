package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * "The user says that no SMS came": what one call tells of a message, by what the provider did with
 * it, as {@code docs/support.md} shows it, and what can be done about it.
 */
class SupportIT {

    private static final String SEARCH = "/admin/v1/sms/messages/_search";

    /** What a provider does with every message to a number, and what is told of it then. */
    private enum Fate {
        TAKEN(200, "ACCEPTED", "", "ACCEPTED"),
        BROKEN(500, "WAITING", "HTTP status 500", "DEFERRED"),
        REFUSED(422, "REFUSED", "HTTP status 422", "REFUSED"),
        DENIED(401, "WAITING", "HTTP status 401", "MISCONFIGURED"),
        SILENT(0, "WAITING", "", "");

        private final int status;
        private final String state;
        private final String reason;
        private final String outcome;

        Fate(int status, String state, String reason, String outcome) {
            this.status = status;
            this.state = state;
            this.reason = reason;
            this.outcome = outcome;
        }

        /** The number, as somebody at a help desk writes it. */
        private String phone() {
            return "+41 (0)79 123 40 0" + ordinal();
        }

        private String e164() {
            return "+4179123400" + ordinal();
        }
    }

    /** How the webhook answers now, by number; 0 is never. */
    private static final Map<String, Integer> ANSWERS = new ConcurrentHashMap<>();

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static HttpServer webhook;
    private static Program program;
    private static Wire wire;
    private static String token;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/sms", SupportIT::answer);
        webhook.setExecutor(THREADS);
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
                                "USERPHONE_SMS_TIMEOUT", "PT20S",
                                "USERPHONE_SMS_WEBHOOK_PRIVATE", "true",
                                "USERPHONE_SMS_BACKOFF", "PT1M",
                                "USERPHONE_RESEND_WAITS", "PT0S"));
        wire = new Wire(program.base());
        token = wire.get("/dev/token", null).body();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        JsonObject sms;
        try (var reader = Json.createReader(exchange.getRequestBody())) {
            sms = reader.readObject();
        }
        int status =
                ANSWERS.get(sms.getJsonObject("contextInfo").getString("recipientPhoneNumber"));
        if (status != 0) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    @AfterAll
    static void stop() {
        webhook.stop(0);
        program.close();
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void oneCallTellsWhatIsTheMatter(Fate fate) {
        promise(fate);

        program.await(fate + " is told", () -> isTold(fate));

        var message = message(fate);
        assertThat(message.getString("number")).isEqualTo("+…0" + fate.ordinal());
        assertThat(message.getString("reason", "")).isEqualTo(fate.reason);
        assertThat(message).containsKeys("promisedAt", "changedAt", "expiresAt", "requestId");
        boolean waits = fate.state.equals("WAITING");
        assertThat(message.containsKey("nextAttemptAt")).isEqualTo(waits && fate != Fate.SILENT);
        assertThat(message.getBoolean("beingSent", false)).isEqualTo(fate == Fate.SILENT);
        assertThat(message.containsKey("leftAt")).isEqualTo(!waits);
        if (fate != Fate.SILENT) {
            assertThat(message.getString("provider")).isEqualTo("webhook");
            assertThat(attempts(message)).hasSize(1);
            var attempt = attempts(message).getJsonObject(0);
            assertThat(attempt.getString("outcome")).isEqualTo("SMS_OUTCOME_" + fate.outcome);
            assertThat(attempt.getString("provider")).isEqualTo("webhook");
            assertThat(attempt.getString("reason", "")).isEqualTo(fate.reason);
            assertThat(attempt).containsKeys("at", "took");
        }
        assertThat(found("{\"requestId\":\"" + message.getString("requestId") + "\"}"))
                .extracting(each -> each.asJsonObject().getString("id"))
                .containsExactly(message.getString("id"));
        assertThat(program.out() + program.err()).doesNotContain(fate.e164().substring(1));
    }

    @Test
    void aMessageThatWaitsIsSentWhenTheProviderWorksAgain() {
        promise(Fate.BROKEN);
        program.await("a failed attempt", () -> isTold(Fate.BROKEN));
        var id = message(Fate.BROKEN).getString("id");
        ANSWERS.put(Fate.BROKEN.e164(), 204);

        var sent = wire.post("/admin/v1/sms/messages/" + id + "/_send", token, "{}");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        program.await(
                "the message",
                () -> message(Fate.BROKEN).getString("state").endsWith("STATE_ACCEPTED"));
        assertThat(message(Fate.BROKEN).getString("id")).isEqualTo(id);
        assertThat(attempts(message(Fate.BROKEN))).hasSize(2);
        var again = wire.post("/admin/v1/sms/messages/" + id + "/_send", token, "{}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("USERPHONE-mS2en");
    }

    @Test
    void aMessageThatIsGivenUpWaitsNoMore() {
        promise(Fate.DENIED);
        program.await("a failed attempt", () -> isTold(Fate.DENIED));
        var id = message(Fate.DENIED).getString("id");

        var givenUp = wire.post("/admin/v1/sms/messages/" + id + "/_give_up", token, "{}");

        assertThat(givenUp.statusCode()).as(givenUp.body()).isEqualTo(200);
        assertThat(message(Fate.DENIED).getString("state")).isEqualTo("PHONE_MESSAGE_STATE_PARKED");
        assertThat(message(Fate.DENIED).getString("reason")).isEqualTo("given up by an operator");
    }

    @Test
    void aProviderOfTheSettingsIsTestedByItsName() {
        ANSWERS.put(Fate.DENIED.e164(), 401);

        var tested =
                wire.post(
                        "/admin/v1/sms/webhook/_test",
                        token,
                        "{\"phone\":\"" + Fate.DENIED.phone() + "\"}");

        assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
        assertThat(json(tested).getString("outcome")).isEqualTo("SMS_OUTCOME_MISCONFIGURED");
        assertThat(json(tested).getString("reason")).isEqualTo("HTTP status 401");
    }

    /** Adds a user whose number is to be proved by an SMS. */
    private static void promise(Fate fate) {
        ANSWERS.put(fate.e164(), fate.status);
        var name = fate + "-" + System.nanoTime();
        var added =
                wire.post(
                        "/v2/users/new",
                        token,
                        """
                        {"organizationId":"300000000000000001","username":"%1$s","human":{
                         "profile":{"givenName":"Minnie","familyName":"Mouse"},
                         "email":{"email":"%1$s@example.com","isVerified":true},
                         "phone":{"phone":"%2$s","sendCode":{}}}}
                        """
                                .formatted(name, fate.phone()));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private static boolean isTold(Fate fate) {
        var message = message(fate);
        return message.getString("state").equals("PHONE_MESSAGE_STATE_" + fate.state)
                && (fate == Fate.SILENT
                        ? message.getBoolean("beingSent", false)
                        : !attempts(message).isEmpty());
    }

    private static JsonArray attempts(JsonObject message) {
        return message.getOrDefault("attempts", JsonArray.EMPTY_JSON_ARRAY).asJsonArray();
    }

    /** The latest message to the number. */
    private static JsonObject message(Fate fate) {
        return found("{\"phone\":\"" + fate.phone() + "\"}").getJsonObject(0);
    }

    private static JsonArray found(String query) {
        return json(wire.post(SEARCH, token, query)).getJsonArray("messages");
    }
}
