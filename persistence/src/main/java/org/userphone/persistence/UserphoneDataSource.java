package org.userphone.persistence;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.userphone.domain.StartRefused;

/** Opens connections to the configured database. */
final class UserphoneDataSource implements DataSource {

    private final DatabaseSettings settings;
    private volatile boolean isReached;
    private volatile boolean isPooled;

    UserphoneDataSource(DatabaseSettings settings) {
        this.settings = settings;
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** Whether the last connection that was opened led to a {@link Pooler}. */
    boolean isPooled() {
        return isPooled;
    }

    /**
     * @throws StartRefused if no connection has ever been opened: the operator gets the same
     *     message whether the pool of the server or the migrations ask first
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            var connection = settings.connect();
            isReached = true;
            isPooled = Pooler.adapt(connection, settings);
            return connection;
        } catch (SQLException e) {
            if (isReached) {
                throw e;
            }
            throw settings.refusal(e);
        }
    }

    /** Ignores the credentials that a pool gives; those in the configuration are used. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!isWrapperFor(type)) {
            throw new SQLException("no " + type.getName() + " in here");
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
