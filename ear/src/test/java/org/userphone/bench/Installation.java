package org.userphone.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.userphone.ear.Issuer;
import org.userphone.ear.Postgres;
import org.userphone.ear.Program;

/** What is measured: the packaged program as in production, on PostgreSQL, and its users. */
final class Installation implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Program program;
    private final URI http;
    private final InetSocketAddress grpc;
    private final String token;
    private final int users;

    private Installation(EmbeddedPostgres postgres, Program program, String token, int users) {
        this.postgres = postgres;
        this.program = program;
        this.http = program.base();
        this.grpc = program.grpc();
        this.token = token;
        this.users = users;
    }

    static Installation start(int users) throws IOException, InterruptedException {
        var issuer = new Issuer();
        // The library trades what a database promises for speed; here it keeps the promise.
        var postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
        var environment = Postgres.settings(postgres);
        environment.putAll(issuer.settings());
        var folder = Files.createTempDirectory(Path.of("target"), "bench");
        var program = Program.start(folder, environment, List.of());
        // Whatever ends this one ends the program too.
        Runtime.getRuntime().addShutdownHook(new Thread(program::close));
        var installation = new Installation(postgres, program, issuer.token(), users);
        installation.addUsers();
        return installation;
    }

    private void addUsers() throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        for (int number = 0; number < users; number++) {
            var request =
                    HttpRequest.newBuilder(http.resolve("/v2/users/new"))
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.ofString(Issuer.newUser(user(number))))
                            .build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        }
    }

    /** Its version, and what it promises. */
    String database() throws SQLException {
        var question =
                "SELECT current_setting('server_version'), current_setting('fsync'),"
                        + " current_setting('synchronous_commit')";
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return "PostgreSQL %s, fsync %s, synchronous_commit %s"
                    .formatted(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private static String user(int number) {
        return "user-" + number;
    }

    URI http() {
        return http;
    }

    InetSocketAddress grpc() {
        return grpc;
    }

    /** Of somebody who may do everything. */
    String token() {
        return token;
    }

    String anyUser() {
        return user(ThreadLocalRandom.current().nextInt(users));
    }

    /** The time that the program has kept processors busy; the database's is not in it. */
    Duration cpu() {
        return program.cpu();
    }

    @Override
    public void close() throws IOException {
        program.close();
        postgres.close();
    }
}
