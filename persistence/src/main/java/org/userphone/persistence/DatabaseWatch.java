package org.userphone.persistence;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.Database;

/**
 * Looks every second whether the database answers and takes writes, over a connection that is kept
 * for this. A pool that is busy would look like a database that is down, and a new connection for
 * each look would find none to spare when other applications use them up.
 */
@ApplicationSingleton
class DatabaseWatch implements Database {

    private static final Logger LOG = System.getLogger(DatabaseWatch.class.getName());

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** For a whole look, with the login if there is one. */
    private static final Duration MAX_LOOK = Duration.ofSeconds(2);

    private final DatabaseSettings settings;
    private final LongSupplier nanoTime;
    private Connection connection;
    private ScheduledExecutorService timer;

    /** When the last good look began; null if the last look was not good. */
    private volatile Long good;

    @Inject
    DatabaseWatch(DatabaseSettings settings) {
        this(settings, System::nanoTime);
    }

    DatabaseWatch(DatabaseSettings settings, LongSupplier nanoTime) {
        this.settings = settings.within(MAX_LOOK);
        this.nanoTime = nanoTime;
    }

    /** Looks once before the ports open, so that nobody is told an untruth at the start. */
    void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start) {
        look();
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            var thread = new Thread(task, "userphone-database-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.scheduleWithFixedDelay(
                this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A look that hangs makes the database not ready as soon as it should have ended. */
    @Override
    public boolean isReady() {
        var last = good;
        return last != null && nanoTime.getAsLong() - last <= PERIOD.plus(MAX_LOOK).toNanos();
    }

    void look() {
        long began = nanoTime.getAsLong();
        try {
            write(began);
            good = began;
        } catch (SQLException | RuntimeException e) { // a driver must not end the timer
            good = null;
            LOG.log(Level.DEBUG, "The database cannot be used.", e);
            forget();
        }
    }

    private void write(long began) throws SQLException {
        if (connection == null) {
            connection = settings.connect();
        }
        if (!settings.isPostgreSql()) { // a file of this process, which need not be worn by writes
            require(connection.isValid((int) MAX_LOOK.toSeconds()) && !connection.isReadOnly());
            return;
        }
        var left = MAX_LOOK.minusNanos(nanoTime.getAsLong() - began);
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, left.toMillis()));
        try (var statement = connection.createStatement()) {
            int rows =
                    statement.executeUpdate(
                            "update database_watch set looked_at = current_timestamp");
            require(rows == 1);
        }
    }

    private static void require(boolean isGood) throws SQLException {
        if (!isGood) {
            throw new SQLException("the database does not do what it is asked");
        }
    }

    /** A connection of which something has failed may point to a server that only reads now. */
    private void forget() {
        var old = connection;
        connection = null;
        if (old != null) {
            try {
                old.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "A connection that is lost needs no end.", e);
            }
        }
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        if (timer != null) {
            timer.shutdown();
            try {
                timer.awaitTermination(MAX_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        forget();
    }
}
