package org.userphone.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The databases that the tests run on; PostgreSQL is started once, when first asked for. */
enum Engine {
    H2 {
        @Override
        DatabaseSettings newDatabase() {
            return settings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
        }
    },
    POSTGRESQL {
        @Override
        DatabaseSettings newDatabase() {
            var name = "db" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return settings(
                    "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name,
                    "postgres",
                    "");
        }
    };

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** A database that may be as slow as a busy machine makes it. */
    static DatabaseSettings settings(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, BOUND, BOUND);
    }

    /** An empty database that no other test uses; it is deleted when the JVM ends. */
    abstract DatabaseSettings newDatabase();

    private static final class Server {

        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
