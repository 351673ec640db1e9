package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.StartRefused;

class MigrationsTest {

    @ParameterizedTest
    @EnumSource
    void severalNodesMayStartAtOnce(Engine engine) throws Exception {
        var settings = engine.newDatabase();
        int nodes = 4;
        var pool = Executors.newFixedThreadPool(nodes);
        try {
            Callable<Void> start =
                    () -> {
                        migrate(settings);
                        return null;
                    };
            for (var started : pool.invokeAll(Collections.nCopies(nodes, start))) {
                started.get();
            }
        } finally {
            pool.shutdown();
        }

        migrate(settings);

        assertThat(rows("select count(*) from user_account", settings)).isZero();
        assertThat(
                        rows(
                                "select count(*) - count(distinct \"version\")"
                                        + " from \"flyway_schema_history\" where \"type\" = 'SQL'",
                                settings))
                .as("scripts that ran twice")
                .isZero();
    }

    @Test
    void aDatabaseThatIsNotThereRefusesTheStart() throws IOException {
        var port = closedPort();

        assertRefused(
                Engine.settings(
                        "jdbc:postgresql://127.0.0.1:" + port + "/userphone?password=secret",
                        "u",
                        "secret"),
                "The database at 127.0.0.1:"
                        + port
                        + "/userphone cannot be reached: nobody answers there.");
    }

    @Test
    void anUnknownUserRefusesTheStart() {
        var known = Engine.POSTGRESQL.newDatabase();

        assertRefused(
                Engine.settings(known.url(), "nobody", "secret"),
                "The database at %s cannot be reached: the user or the password is wrong."
                        .formatted(known.address()));
    }

    @Test
    void aWrongPasswordRefusesTheStart() throws SQLException {
        var url = Engine.H2.newDatabase().url();
        Engine.settings(url, "u", "right").connect().close();
        var wrong = Engine.settings(url, "u", "wrong");

        assertRefused(
                wrong,
                "The database at %s cannot be reached: the user or the password is wrong."
                        .formatted(wrong.address()));
    }

    @Test
    void aDatabaseOfAnotherNameRefusesTheStart() {
        var known = Engine.POSTGRESQL.newDatabase();

        assertRefused(
                Engine.settings(known.url().replace("/db", "/no"), known.user(), ""),
                "The database at %s cannot be reached: there is no database of that name."
                        .formatted(known.address().replace("/db", "/no")));
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfSomebodyElseRefuseTheStart(Engine engine) throws SQLException {
        var settings = engine.newDatabase();
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table theirs (id varchar)");
        }

        assertRefused(
                settings,
                "The tables of the database at %s cannot be brought up to date."
                        .formatted(settings.address()));
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfANewerProgramAreUsedAndTheLogSaysSo(Engine engine) throws SQLException {
        var settings = engine.newDatabase();
        migrate(settings);
        try (var connection = settings.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
                            + " \"description\", \"type\", \"script\", \"checksum\","
                            + " \"installed_by\", \"execution_time\", \"success\") values"
                            + " (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, true)");
        }

        assertThat(logged(() -> migrate(settings)))
                .anyMatch(line -> line.matches("The tables have version 999.* version \\d+: .*"));
    }

    static List<String> logged(Runnable work) {
        var lines = new CopyOnWriteArrayList<String>();
        var logger = Logger.getLogger(Migrations.class.getName());
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(new SimpleFormatter().formatMessage(line));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines;
    }

    private static void migrate(DatabaseSettings settings) {
        Migrations.migrate(new UserphoneDataSource(settings));
    }

    private static void assertRefused(DatabaseSettings settings, String message) {
        assertThatThrownBy(() -> migrate(settings))
                .isInstanceOf(StartRefused.class)
                .hasMessage(message);
    }

    private static long rows(String sql, DatabaseSettings settings) throws SQLException {
        try (var connection = settings.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
