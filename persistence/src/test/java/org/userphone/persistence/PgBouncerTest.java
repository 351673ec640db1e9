package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.UserEvent.PhoneChanged;

/** A real PgBouncer, which gives each transaction one of four connections. */
class PgBouncerTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final int CLIENTS = 16;
    private static final int SETS = 400;

    @TempDir private Path folder;
    private final DatabaseSettings direct = Engine.POSTGRESQL.newDatabase();
    private DatabaseSettings pooled;
    private Process pgBouncer;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "there is no pgbouncer");
        int port = freePort();
        int server = URI.create(direct.url().substring("jdbc:".length())).getPort();
        var file =
                Files.writeString(
                        folder.resolve("pgbouncer.ini"),
                        """
                        [databases]
                        * = host=127.0.0.1 port=%d user=postgres
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = any
                        pool_mode = transaction
                        default_pool_size = 4
                        ignore_startup_parameters = extra_float_digits
                        """
                                .formatted(server, port));
        pgBouncer =
                new ProcessBuilder(command(file))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        pooled = Engine.settings(direct.url().replace(":" + server, ":" + port), direct.user(), "");
        awaitConnection();
    }

    /** PgBouncer refuses to be root. */
    private static List<String> command(Path file) {
        var command = new ArrayList<>(List.of(PROGRAM.toString(), file.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        return command;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnection() throws Exception {
        boolean isOpen = false;
        while (!isOpen) {
            assertThat(pgBouncer.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
            try (var connection = pooled.connect()) {
                isOpen = connection.isValid(1);
            } catch (SQLException e) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (pgBouncer != null) {
            pgBouncer.destroyForcibly().waitFor();
        }
    }

    @Test
    void manyClientsSetNumbersAndTheStartSaysWhatItFound() throws Exception {
        var lines =
                MigrationsTest.logged(() -> Migrations.migrate(new UserphoneDataSource(pooled)));

        assertThat(lines)
                .anyMatch(
                        line ->
                                line.startsWith("A pooler such as PgBouncer stands before")
                                        && line.contains(pooled.address())
                                        && line.contains("prepareThreshold=0"));
        assertThat(failedSets(pooled)).isZero();
        assertThat(changesInHistories()).isEqualTo(SETS);
    }

    /** What happened to everybody who did not know the option. */
    @Test
    void statementsThatStayPreparedCollide() throws Exception {
        Migrations.migrate(new UserphoneDataSource(direct));

        assertThat(failedSets(with("prepareThreshold=5&socketTimeout=2"))).isPositive();
    }

    @Test
    void whereTheAddressSaysWhenToPrepareItIsLeftAlone() {
        var lines =
                MigrationsTest.logged(
                        () ->
                                Migrations.migrate(
                                        new UserphoneDataSource(with("prepareThreshold=0"))));

        assertThat(lines).noneMatch(line -> line.contains("pooler"));
    }

    @Test
    void withoutAPoolerNothingIsSaid() {
        assertThat(MigrationsTest.logged(() -> Migrations.migrate(new UserphoneDataSource(direct))))
                .noneMatch(line -> line.contains("pooler"));
    }

    private DatabaseSettings with(String option) {
        return Engine.settings(pooled.url() + "?" + option, pooled.user(), "");
    }

    /** Each client has a user of its own, whose number it sets again and again. */
    private int failedSets(DatabaseSettings settings) throws Exception {
        var observer = new House(TestDatabase.busy(direct), Clock.systemUTC());
        IntStream.range(0, CLIENTS).forEach(client -> observer.addHuman(user(client)));
        var house = new House(TestDatabase.busy(settings), Clock.systemUTC());
        var failed = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            var sets =
                    IntStream.range(0, SETS)
                            .<Callable<Void>>mapToObj(
                                    i ->
                                            () -> {
                                                try {
                                                    house.setPhone(
                                                            user(i % CLIENTS),
                                                            "+4179123" + (1000 + i));
                                                } catch (RuntimeException e) {
                                                    failed.incrementAndGet();
                                                }
                                                return null;
                                            })
                            .toList();
            for (var set : clients.invokeAll(sets)) {
                set.get();
            }
        } finally {
            clients.shutdown();
        }
        return failed.get();
    }

    private long changesInHistories() {
        var database = TestDatabase.busy(direct);
        var users = new House(database, Clock.systemUTC()).users();
        return IntStream.range(0, CLIENTS)
                .mapToObj(client -> database.in(() -> users.history(user(client), 0, 1000)))
                .flatMap(List::stream)
                .filter(recorded -> recorded.event() instanceof PhoneChanged)
                .count();
    }

    private static UserId user(int client) {
        return new UserId("user" + client);
    }
}
