package org.userphone.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Deadlines;

/**
 * A pool in which a call waits for a connection no longer than its caller waits for the answer.
 * HikariCP's own data source has one wait for everybody; the pool behind it takes one each time.
 */
final class CallersConnections extends HikariDataSource {

    private final Deadlines deadlines;

    CallersConnections(HikariConfig config, Deadlines deadlines) {
        super(config);
        this.deadlines = deadlines;
    }

    /**
     * {@inheritDoc}
     *
     * @throws Abandoned if the caller of this thread's call stops waiting first
     */
    @Override
    public Connection getConnection() throws SQLException {
        deadlines.check();
        try {
            long left = deadlines.left().map(Duration::toMillis).orElse(Long.MAX_VALUE);
            return left < getConnectionTimeout()
                    ? ((HikariPool) getHikariPoolMXBean()).getConnection(left + 1)
                    : super.getConnection();
        } catch (SQLException e) {
            deadlines.check();
            throw e;
        }
    }
}
