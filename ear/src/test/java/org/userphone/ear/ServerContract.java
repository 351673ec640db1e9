package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpServer;
import io.grpc.ManagedChannel;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.Callers;
import org.userphone.api.PermissionTable;
import org.userphone.api.World;
import org.userphone.domain.access.OrganisationId;

/**
 * What the EAR does on every application server: the same file, the same answers over six wire
 * forms, SMS that are sent, and nothing that is left behind. The database is a real PostgreSQL.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {

    private static final String BODY = "{\"phone\":\"+41791234567\",\"returnCode\":{}}";

    private final Issuer issuer = new Issuer();
    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private HttpServer webhook;
    private EmbeddedPostgres postgres;
    private ApplicationServer server;
    private ManagedChannel channel;
    private Duration deployment;

    abstract ApplicationServer server(Path folder);

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/sms",
                exchange -> {
                    try (exchange;
                            var reader = Json.createReader(exchange.getRequestBody())) {
                        received.add(reader.readObject());
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        webhook.start();
        postgres = EmbeddedPostgres.start();
        var settings = Unlimited.and(issuer.settings());
        settings.putAll(Postgres.settings(postgres));
        settings.putAll(
                Map.of(
                        "USERPHONE_SMS_PROVIDER",
                        "webhook",
                        "USERPHONE_SMS_WEBHOOK_URL",
                        "http://127.0.0.1:" + webhook.getAddress().getPort() + "/sms",
                        "USERPHONE_SMS_WEBHOOK_KEYS",
                        "a-signing-key-of-ours",
                        "USERPHONE_SMS_WEBHOOK_PRIVATE",
                        "true",
                        "USERPHONE_ROLES",
                        Roles.OF_CALLERS,
                        "USERPHONE_ORGANISATIONS",
                        "acme",
                        "USERPHONE_RESEND_WAITS",
                        "PT0S"));
        server = server(folder);
        server.start(settings);
        var before = System.nanoTime();
        server.deploy();
        deployment = Duration.ofNanos(System.nanoTime() - before);
        channel = server.channel();
    }

    @AfterAll
    void stop() throws Exception {
        if (channel != null) {
            channel.shutdownNow();
        }
        if (server != null) {
            if (deployment != null) {
                server.measured(deployment);
            }
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        webhook.stop(0);
    }

    Wire wire() {
        return new Wire(server.base());
    }

    private String admin() {
        return issuer.token("administrator", "", "ALL");
    }

    private String added() {
        var id = UUID.randomUUID().toString();
        var user = Issuer.newUser(id).replace(Issuer.ORGANISATION, "acme");
        var answer = wire().post("/v2/users/new", admin(), user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return id;
    }

    static Stream<WireForm> forms() {
        return WireForm.ALL.stream();
    }

    @Test
    void aPersonWhoComesByIsToldWhatThisIsAndWhereTheApiIs() {
        ClosedConsole.assertServed(wire());
    }

    /** A number from its setting to its removal, with what is refused on the way. */
    @ParameterizedTest
    @MethodSource("forms")
    void aNumberIsSetProvedAndRemoved(WireForm form) {
        var id = added();
        var user = "\"userId\":\"" + id + "\"";

        var set = call(form, "SetPhone", "{" + user + "," + BODY.substring(1));
        var code = json(set).getString("verificationCode");
        assertThat(code).hasSize(6);
        assertRefused(
                call(form, "VerifyPhone", "{" + user + ",\"verificationCode\":\"nonsense\"}"),
                "COMMAND-eis9R");
        call(form, "VerifyPhone", "{" + user + ",\"verificationCode\":\"" + code + "\"}");
        assertThat(call(form, "GetUserByID", "{" + user + "}").toString())
                .contains("+41791234567", "is_verified: true");
        call(form, "RemovePhone", "{" + user + "}");
        assertRefused(call(form, "ResendPhoneCode", "{" + user + "}"), "PHONE-5xrra88eq8");
        assertThat(call(form, "ListEvents", "{\"aggregateId\":\"" + id + "\"}").toString())
                .contains("user.human.phone.verified", "user.human.phone.removed");
        assertThat(
                        call(
                                        form,
                                        "ListUsers",
                                        "{\"queries\":[{\"inUserIdsQuery\":{\"userIds\":[\""
                                                + id
                                                + "\"]}}]}")
                                .toString())
                .contains(id);
        call(form, "DeleteUser", "{" + user + "}");
        assertRefused(call(form, "GetUserByID", "{" + user + "}"), "QUERY-Dfbg2");
    }

    private Message call(WireForm form, String rpc, String request) {
        return form.call(
                        new WireForm.Program(server.base(), channel),
                        rpc,
                        request,
                        Map.of("authorization", "Bearer " + admin()))
                .orElseThrow();
    }

    private static JsonObject json(Message message) {
        try {
            return OverConnect.json(
                    JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Message answer, String id) {
        assertThat(answer).isInstanceOf(Status.class);
        assertThat(((Status) answer).getMessage()).contains("(" + id + ")");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyCallerMayDoWhatTheTableSays(WireForm form) throws Exception {
        var cells = PermissionTable.cells().toList();
        for (var cell : cells) {
            nobodyIsThere();
            cell.check(new ServedWorld(form));
        }
    }

    private void nobodyIsThere() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var table : StandingClock.Hands.TABLES) {
                statement.executeUpdate("delete from " + table);
            }
        }
    }

    @Test
    void anSmsIsSentWithTheCodeThatProvesTheNumber() {
        var id = added();

        var set =
                wire().post(
                                "/v2/users/" + id + "/phone",
                                admin(),
                                "{\"phone\":\"+41791230003\",\"sendCode\":{}}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        server.await("the webhook", () -> received("+41791230003").isPresent());

        var code = received("+41791230003").orElseThrow().getJsonObject("args").getString("code");
        var verified =
                wire().post(
                                "/v2/users/" + id + "/phone/verify",
                                admin(),
                                "{\"verificationCode\":\"" + code + "\"}");
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
    }

    private Optional<JsonObject> received(String number) {
        return received.stream().filter(message -> message.toString().contains(number)).findFirst();
    }

    @Test
    void itsHealthIsTold() {
        Observability.assertHealthIsServed(wire());
    }

    @Test
    void itsSeriesAreTold() {
        Observability.assertMetricsAreServed(wire(), admin());
    }

    @Test
    void itsDocumentIsTold() {
        Observability.assertOpenApiIsServed(wire());
    }

    @Test
    void whatIsNoCallIsAnsweredInTheShapeOfTheProtocol() {
        var unknown = wire().get("/v2/nothing", null);
        var wrongVerb =
                wire().send(
                                wire().request("/v2/users/1/phone", null)
                                        .method("PUT", BodyPublishers.noBody()));

        assertThat(unknown.statusCode() + unknown.body())
                .isEqualTo("404{\"code\":5,\"message\":\"Not Found\"}");
        assertThat(wrongVerb.statusCode() + wrongVerb.body())
                .isEqualTo("405{\"code\":12,\"message\":\"Method Not Allowed\"}");
        assertThat(unknown.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void aSlashInAnIdIsPartOfTheId() {
        var id = "a/" + UUID.randomUUID();
        var user = Issuer.newUser(id).replace(Issuer.ORGANISATION, "acme");
        assertThat(wire().post("/v2/users/new", admin(), user).statusCode()).isEqualTo(200);

        var answer = wire().get("/v2/users/" + id.replace("/", "%2F"), admin());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"userId\":\"" + id + "\"");
    }

    @Test
    void aBodyWithDeleteIsTakenAsZitadelsClientsSendIt() {
        var id = added();

        var answer =
                wire().send(
                                wire().request("/v2/users/" + id, admin())
                                        .header("Content-Type", "application/json")
                                        .method("DELETE", BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Nothing of a version that is gone is left: its threads, and with them all its classes. */
    @Test
    void aRedeployLeavesNoThreadBehind() throws Exception {
        added();
        assertThat(server.threads()).anyMatch(name -> name.contains("userphone"));
        channel.shutdownNow();
        server.undeploy();

        server.await("no thread of ours", () -> ours().isEmpty());

        server.deploy();
        channel = server.channel();
        added();
    }

    private List<String> ours() {
        try {
            return server.threads().stream()
                    .filter(name -> name.matches("(?i).*(grpc|userphone|netty|hikari).*"))
                    .toList();
        } catch (Exception e) { // JMX declares it
            throw new AssertionError(e);
        }
    }

    /** The server behind one of the wires, on its own clock. */
    private final class ServedWorld implements World {

        private final WireForm form;

        ServedWorld(WireForm form) {
            this.form = form;
        }

        @Override
        public Optional<Message> call(Call call) {
            var head = new HashMap<String, String>();
            head.put("authorization", "Bearer " + token(call.caller()));
            call.organisation().ifPresent(id -> head.put("x-zitadel-orgid", id));
            call.region().ifPresent(region -> head.put("x-userphone-region", region));
            return form.call(
                    new WireForm.Program(server.base(), channel), call.rpc(), call.request(), head);
        }

        /** What waits for time to pass is made possible by the settings. */
        @Override
        public void advance(Duration time) {}

        private String token(String name) {
            var caller = Callers.named(name);
            return issuer.token(
                    Instant.now(),
                    caller.id().value(),
                    caller.organisation().map(OrganisationId::value).orElse(""),
                    Roles.of(name));
        }
    }
}
