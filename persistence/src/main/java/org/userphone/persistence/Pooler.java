package org.userphone.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * A program between userphone and PostgreSQL that shares connections among its clients, such as
 * PgBouncer. If it gives each transaction whichever connection is free, a statement that was
 * prepared in one transaction is missing in the next, or is another client's of the same name.
 */
final class Pooler {

    private Pooler() {}

    /**
     * Prepares no statements on a connection that leads to a pooler, unless the address of the
     * database says when to prepare them.
     *
     * <p>A pooler shows: when the connection is opened, PostgreSQL tells the number of the process
     * that serves it, by which statements are cancelled, and a pooler tells a number of its own,
     * because that process changes.
     *
     * @return whether the connection leads to a pooler and has been adapted
     */
    static boolean adapt(Connection connection, DatabaseSettings settings) throws SQLException {
        if (!settings.isPostgreSql() || settings.url().contains("prepareThreshold=")) {
            return false;
        }
        var postgres = connection.unwrap(PGConnection.class);
        boolean isPooled = postgres.getBackendPID() != servingProcess(connection);
        if (isPooled) {
            postgres.setPrepareThreshold(0);
        }
        return isPooled;
    }

    private static int servingProcess(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var process = statement.executeQuery("select pg_backend_pid()")) {
            process.next();
            return process.getInt(1);
        }
    }
}
