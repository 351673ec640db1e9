package org.userphone.ear;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL, and another one that has each commit before it is acknowledged. */
final class ReplicatedPostgres implements AutoCloseable {

    private final Path data;
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    private ReplicatedPostgres(Path data, EmbeddedPostgres primary, EmbeddedPostgres standby) {
        this.data = data;
        this.primary = primary;
        this.standby = standby;
    }

    /** The standby begins with a copy of the files of the primary. */
    static ReplicatedPostgres start(Path folder) throws Exception {
        var data = folder.resolve("primary");
        var copy = folder.resolve("standby");
        server(data).start().close();
        copy(data, copy);
        Files.createFile(copy.resolve("standby.signal"));
        var primary = server(data).start();
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 user=postgres port=%d'%n"
                        .formatted(primary.getPort()));
        var standby = server(copy).start();
        var replicated = new ReplicatedPostgres(data, primary, standby);
        execute(primary, "alter system set synchronous_standby_names = '*'");
        execute(primary, "select pg_reload_conf()");
        await(
                primary,
                "select count(*) from pg_stat_replication"
                        + " where state = 'streaming' and sync_state = 'sync'");
        return replicated;
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // As PostgreSQL itself has it; what is embedded acknowledges before it has written.
                .setServerConfig("synchronous_commit", "on");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(
                    file -> {
                        try {
                            Files.copy(
                                    file,
                                    to.resolve(from.relativize(file).toString()),
                                    COPY_ATTRIBUTES);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    /** The settings by which the program uses whichever of them is the primary. */
    Map<String, String> settings() {
        var settings = new HashMap<>(Postgres.settings(primary));
        settings.put(
                "USERPHONE_DB_URL",
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary"
                        .formatted(primary.getPort(), standby.getPort()));
        return settings;
    }

    /** Kills the primary, as the loss of its machine does. */
    void killPrimary() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** Makes the standby the primary. */
    void promote() throws SQLException {
        execute(standby, "select pg_promote()");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(EmbeddedPostgres server, String count) throws SQLException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (count(server, count) == 0) {
            assertThat(System.nanoTime()).as("too late: " + count).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static long count(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        standby.close();
        primary.close();
    }
}
