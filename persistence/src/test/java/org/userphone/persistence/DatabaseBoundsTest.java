package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Deadlines;

/** How long the database may keep a caller waiting, where a second is allowed. */
class DatabaseBoundsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A second, another until a connection is cut, and what a busy machine takes. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final DatabaseSettings settings = Engine.POSTGRESQL.newDatabase().within(SECOND);

    @Test
    void aStatementThatWaitsForALockIsCancelledAndItsConnectionIsKept() throws SQLException {
        var database = new TestDatabase(settings);
        try (var other = settings.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table sms_outbox");

            endsSoon(
                    "57014",
                    () ->
                            database.run(
                                    () ->
                                            database.entityManager()
                                                    .createNativeQuery("delete from sms_outbox")
                                                    .executeUpdate()));

            assertThat(waiting(statement)).as("who still waits for the lock").isZero();
            other.rollback();
        }
    }

    @Test
    void aStatementOfAServerThatIsSilentEndsWithItsConnection() throws Exception {
        var pool = new ConnectionPool(settings, new DatabaseFile(settings), new Deadlines());
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement()) {
            long server = backend(connection);
            signal("-STOP", server);
            try {
                endsSoon("08006", () -> statement.execute("select 1"));
            } finally {
                signal("-CONT", server);
            }
        } finally {
            pool.close(null);
        }
    }

    @Test
    void whoFindsNoFreeConnectionIsToldSo() throws SQLException {
        var pool = new ConnectionPool(settings, new DatabaseFile(settings), new Deadlines());
        var held = new ArrayList<Connection>();
        try {
            while (held.size() < ConnectionPool.MAX_CONNECTIONS) {
                held.add(pool.dataSource().getConnection());
            }

            long began = System.nanoTime();
            assertThatThrownBy(() -> pool.dataSource().getConnection())
                    .isInstanceOf(SQLTransientException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SECOND, SOON);
        } finally {
            for (var connection : held) {
                connection.close();
            }
            pool.close(null);
        }
    }

    private static void endsSoon(String state, ThrowingCallable work) {
        long began = System.nanoTime();
        assertThatThrownBy(work)
                .satisfies(
                        failure -> assertThat(rootCauseOf(failure).getSQLState()).isEqualTo(state));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SECOND, SOON);
    }

    private static SQLException rootCauseOf(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (SQLException) cause;
    }

    private static long waiting(Statement statement) throws SQLException {
        try (var result =
                statement.executeQuery("select count(*) from pg_locks where not granted")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long backend(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void signal(String signal, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor())
                .isZero();
    }
}
