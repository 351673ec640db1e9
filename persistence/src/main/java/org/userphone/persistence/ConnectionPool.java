package org.userphone.persistence;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Deadlines;
import org.userphone.domain.PoolUse;

/**
 * The connections to the database, which the application pools by itself, so that they are the same
 * on every application server.
 */
@ApplicationSingleton
class ConnectionPool {

    static final int MAX_CONNECTIONS = 32;

    /** How long a connection that was not used for a moment may take to show that it is alive. */
    private static final Duration MAX_CHECK = Duration.ofSeconds(1);

    private final DatabaseFile file;
    private final HikariDataSource pool;

    @Inject
    ConnectionPool(DatabaseSettings settings, DatabaseFile file, Deadlines deadlines) {
        this.file = file;
        file.open();
        var config = new HikariConfig();
        config.setDataSource(new UserphoneDataSource(settings));
        config.setPoolName("userphone");
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.maxWait().toMillis());
        config.setValidationTimeout(MAX_CHECK.toMillis());
        // Every use of a connection is a transaction of several statements.
        config.setAutoCommit(false);
        config.setExceptionOverride(new ServersThatOnlyRead());
        // The first connection is opened when the first transaction needs it.
        config.setInitializationFailTimeout(-1);
        pool = new CallersConnections(config, deadlines);
    }

    /** The settings, read once, so that no call reads the configuration again. */
    @Produces
    @Singleton
    static DatabaseSettings settings(Config config) {
        return DatabaseSettings.of(config);
    }

    @Produces
    DataSource dataSource() {
        return pool;
    }

    /** What the connections do now. */
    @Produces
    PoolUse use() {
        var state = pool.getHikariPoolMXBean();
        return new PoolUse(
                state.getActiveConnections(),
                state.getIdleConnections(),
                state.getThreadsAwaitingConnection());
    }

    void close(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.DATABASE)
                    ApplicationEnd end) {
        pool.close();
        file.close();
    }
}
