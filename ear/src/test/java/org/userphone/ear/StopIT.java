package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.ear.http.RawConnection;

/** A request is in flight for as long as another transaction holds the row of its user. */
class StopIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String TOKEN = ISSUER.token();
    private static final String PHONE = "{\"phone\":\"+41791230001\",\"returnCode\":{}}";

    private static EmbeddedPostgres postgres;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void aRequestInFlightIsFinishedBeforeTheProgramEnds() throws Exception {
        try (var program = start("alice", Map.of());
                var slow = connect(program.base());
                var row = held("alice")) {
            slow.send("GET / HTTP/1.1\r\nHost: x\r\n");
            var answer = setPhone(program, "alice");
            program.awaitRequest();

            program.stop();
            program.awaitOutput("Stopping");

            var late = new Wire(program.base()).get("/", null);
            assertThat(late.statusCode()).as("a new request").isEqualTo(503);
            assertThat(late.body()).contains("\"code\":14", "stopping");
            assertThat(slow.send("\r\n").readAll())
                    .as("a request that was not whole")
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\"code\":14", "stopping");
            assertThat(answer).isNotDone();

            row.rollback();

            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(program.exit()).isZero();
            assertThat(program.out()).doesNotContain("SEVERE");
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    void aRequestThatOutlastsTheGraceDoesNotKeepTheProgram() throws Exception {
        try (var program = start("bob", Map.of("USERPHONE_STOP_GRACE", "PT0.2S"));
                var row = held("bob")) {
            setPhone(program, "bob");
            program.awaitRequest();

            program.stop();

            assertThat(program.exit()).isZero();
            assertThat(program.out()).contains("requests are still in flight");
            assertThat(row.isClosed()).isFalse();
        }
    }

    @Test
    void duringTheNoticeItIsNotReadyAndAnswersAsBefore() throws Exception {
        try (var program = start("carol", Map.of("USERPHONE_STOP_NOTICE", "PT1M"))) {
            var wire = new Wire(program.base());
            assertThat(wire.get("/health/ready", null).statusCode()).isEqualTo(200);

            program.stop();
            program.awaitOutput("Not ready from now on");

            program.await("not ready", () -> wire.get("/health/ready", null).statusCode() == 503);
            assertThat(wire.get("/health/ready", null).body()).contains("staying");
            assertThat(wire.get("/health/live", null).statusCode()).isEqualTo(200);
            var health = HealthGrpc.newBlockingStub(program.channel());
            program.await(
                    "not serving",
                    () ->
                            health.check(HealthCheckRequest.getDefaultInstance()).getStatus()
                                    == ServingStatus.NOT_SERVING);
            assertThat(setPhone(program, "carol").get().statusCode()).isEqualTo(200);
        }
    }

    private Program start(String user, Map<String, String> more) {
        var settings = new HashMap<>(Postgres.settings(postgres));
        settings.putAll(ISSUER.settings());
        settings.putAll(more);
        var program = Program.start(folder, settings);
        var added = new Wire(program.base()).post("/v2/users/new", TOKEN, Issuer.newUser(user));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        return program;
    }

    private static RawConnection connect(URI base) {
        return new RawConnection(base.getHost(), base.getPort());
    }

    private static CompletableFuture<HttpResponse<String>> setPhone(Program program, String user) {
        return new Wire(program.base()).postLater("/v2/users/" + user + "/phone", TOKEN, PHONE);
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
}
