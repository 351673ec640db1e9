package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.ear.http.RawConnection;

/** A program in which two calls may be at once, and two that wait for a row. */
class OverloadIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String TOKEN = ISSUER.token();
    private static final Map<String, String> HEAD = Map.of("authorization", "Bearer " + TOKEN);
    private static final String GET = "{\"userId\":\"alice\"}";

    private static EmbeddedPostgres postgres;
    private static Program program;
    private static ManagedChannel channel;
    private static WireForm.Program wires;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        postgres = EmbeddedPostgres.start();
        var environment = Postgres.settings(postgres);
        environment.putAll(ISSUER.settings());
        environment.put("USERPHONE_CALLS_MOST", "2");
        environment.put("USERPHONE_HTTP_H2C", "true");
        environment.put("USERPHONE_PROXIES", "127.0.0.0/8");
        program = Program.start(folder, environment);
        channel = program.channel();
        wires = new WireForm.Program(program.base(), channel);
        var added = wire().post("/v2/users/new", TOKEN, Issuer.newUser("alice"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws IOException {
        channel.shutdownNow();
        LogSearch.assertClean(program);
        program.close();
        postgres.close();
    }

    @Test
    void whoComesOnTopIsRefusedOverEveryWireFormAndTheOthersAreAnsweredAllTheSame()
            throws Exception {
        try (var row = held("alice")) {
            var first = setOverJson("+41791230001");
            var second = setOverGrpc("+41791230002");
            program.awaitInFlight("two calls that wait", count -> count == 2);

            assertThat(WireForm.ALL)
                    .allSatisfy(
                            form -> {
                                var refusal = get(form);
                                assertThat(refusal.getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
                                assertThat(refusal.getMessage()).contains("USERPHONE-oV3rl");
                                assertThat(retryDelay(refusal)).isEqualTo(1);
                            });
            var refused = wire().get("/v2/users/alice", TOKEN);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(wire().get("/health/ready", null).statusCode()).isEqualTo(200);
            assertThat(wire().get("/metrics", null).statusCode()).isEqualTo(200);
            assertThat(health()).isEqualTo(ServingStatus.SERVING);
            assertThat(Stream.of(first, second)).noneMatch(CompletableFuture::isDone);

            row.rollback();

            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(second.get().getDetails().getSequence()).isPositive();
        }
        program.awaitRest();
        assertThat(WireForm.ALL).allSatisfy(form -> assertThat(get(form).getCode()).isZero());
    }

    /** The server closes it, and by itself would look after it for half a minute more. */
    @Test
    void aConnectionThatEndsWithARefusalTakesNoMemory() throws Exception {
        var client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
        var tooLong = program.base().resolve("/v2/users/" + "u".repeat(201));
        var request = HttpRequest.newBuilder(tooLong).header("Authorization", "Bearer " + TOKEN);
        for (int i = 0; i < 200; i++) {
            var refused = client.send(request.build(), BodyHandlers.discarding());
            assertThat(refused.statusCode()).isEqualTo(400);
        }
        assertThat(wire().get("/v2/users/alice", TOKEN).statusCode()).as("stays").isEqualTo(200);

        assertThat(program.objects("org.glassfish.grizzly.http.HttpServerFilter$KeepAliveContext"))
                .isBetween(1L, 100L);
    }

    /** HTTP/2 is off unless it is asked for ({@link HttpPortIT}), as here. */
    @Test
    void aConnectionOfHttp2HasNinetyNineStreamsAtOnce() {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        var emptySettings = "\0\0\0\4\0\0\0\0\0";
        var maxConcurrentStreams = "\0\3\0\0\0" + (char) 99;
        try (var client = new RawConnection(program.base().getHost(), program.base().getPort())) {
            assertThat(client.send(preface + emptySettings).readTo(maxConcurrentStreams))
                    .doesNotContain("HTTP/1.1");
        }
    }

    /** The row of a user, locked until the end of this transaction. */
    private static Connection held(String user) throws SQLException {
        var connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement(
                        "select id from user_account where id = ? for update")) {
            lock.setString(1, user);
            lock.executeQuery();
        }
        return connection;
    }

    private static CompletableFuture<HttpResponse<String>> setOverJson(String number) {
        return wire().postLater(
                        "/v2/users/alice/phone",
                        TOKEN,
                        "{\"phone\":\"" + number + "\",\"returnCode\":{}}");
    }

    private static CompletableFuture<SetPhoneResponse> setOverGrpc(String number) {
        var request = "{\"userId\":\"alice\",\"phone\":\"" + number + "\",\"isVerified\":true}";
        return CompletableFuture.supplyAsync(
                () ->
                        (SetPhoneResponse)
                                new OverGrpc()
                                        .call(wires, "SetPhone", request, HEAD)
                                        .orElseThrow());
    }

    /** OK if the user is answered. */
    private static Status get(WireForm form) {
        Message answer = form.call(wires, "GetUserByID", GET, HEAD).orElseThrow();
        return answer instanceof Status refusal ? refusal : Status.getDefaultInstance();
    }

    private static ServingStatus health() {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static long retryDelay(Status refusal) {
        List<Any> details = refusal.getDetailsList();
        return details.stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .map(OverloadIT::retryInfo)
                .findFirst()
                .orElseThrow()
                .getRetryDelay()
                .getSeconds();
    }

    private static RetryInfo retryInfo(Any detail) {
        try {
            return detail.unpack(RetryInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Wire wire() {
        return new Wire(program.base());
    }
}
