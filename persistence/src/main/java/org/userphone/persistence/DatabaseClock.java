package org.userphone.persistence;

import static jakarta.enterprise.event.Reception.IF_EXISTS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;

/**
 * The time of the database, which all nodes go by: the clock of this node, corrected by its
 * difference to the database's. The difference is measured at the start and every {@link #PERIOD},
 * so that telling the time costs no statement.
 *
 * <p>The database tells its time somewhere within a round trip, so a measurement is wrong by half
 * of the round trip at most. The correction changes only when a measurement rules it out, so that
 * clocks that agree are left alone; it is wrong by a round trip at most, and by no more than {@link
 * #MAX_ROUND_TRIP}. A node whose own clock is set goes wrong until the next measurement.
 */
@ApplicationSingleton
class DatabaseClock extends Clock {

    /** How often the difference is measured. */
    static final Duration PERIOD = Duration.ofSeconds(30);

    /** A measurement that takes longer counts for nothing. */
    static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(DatabaseClock.class.getName());
    private static final String TIMER = "java:comp/DefaultManagedScheduledExecutorService";

    /** A correction from which on the log tells of it. */
    private static final Duration REMARKABLE = Duration.ofSeconds(1);

    /** The first round trip may take longer than the others, because a statement is prepared. */
    private static final int ROUND_TRIPS = 3;

    private final DataSource dataSource;
    private final Clock own;
    private volatile Duration correction = Duration.ZERO;
    private Future<?> timer;

    @Inject
    DatabaseClock(DataSource dataSource) {
        this(dataSource, Clock.systemUTC());
    }

    /**
     * @param own the clock of this node
     */
    DatabaseClock(DataSource dataSource, Clock own) {
        this.dataSource = dataSource;
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(correction);
    }

    @Override
    public ZoneId getZone() {
        return own.getZone();
    }

    /** The same moments, of this measurement, in another zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(own.withZone(zone), correction);
    }

    void set(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start) {
        set();
    }

    /** Looks the timer up, because it is no bean before Jakarta Concurrency 3.1. */
    synchronized void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        ManagedScheduledExecutorService executor = InitialContext.doLookup(TIMER);
        long millis = PERIOD.toMillis();
        timer = executor.scheduleWithFixedDelay(this::set, millis, millis, MILLISECONDS);
    }

    synchronized void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Measures, and keeps the correction while the database cannot be asked. */
    void set() {
        try (var connection = dataSource.getConnection()) {
            // Each answer is the time at which its transaction began.
            connection.setAutoCommit(true);
            var best = measure(connection);
            for (int i = 1; i < ROUND_TRIPS; i++) {
                var next = measure(connection);
                best = next.roundTrip.compareTo(best.roundTrip) < 0 ? next : best;
            }
            correct(best);
        } catch (SQLException | RuntimeException e) { // a task that threw is never run again
            LOG.log(Level.DEBUG, "The database does not tell the time.", e);
        }
    }

    private void correct(Measurement measured) {
        if (measured.roundTrip.compareTo(MAX_ROUND_TRIP) > 0 || measured.allows(correction)) {
            return;
        }
        correction = measured.difference;
        if (correction.abs().compareTo(REMARKABLE) >= 0) {
            LOG.log(
                    Level.WARNING,
                    "The clock of this machine differs from the database''s by {0} ms;"
                            + " the database''s counts.",
                    Long.toString(correction.toMillis()));
        }
    }

    private Measurement measure(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select current_timestamp")) {
            var asked = own.instant();
            long begun = System.nanoTime();
            try (var answer = statement.executeQuery()) {
                var roundTrip = Duration.ofNanos(System.nanoTime() - begun);
                answer.next();
                var told = answer.getObject(1, OffsetDateTime.class).toInstant();
                return new Measurement(
                        Duration.between(asked.plus(roundTrip.dividedBy(2)), told), roundTrip);
            }
        }
    }

    /**
     * @param difference what has to be added to this node's time to have the database's
     */
    private record Measurement(Duration difference, Duration roundTrip) {

        boolean allows(Duration correction) {
            return difference.minus(correction).abs().compareTo(roundTrip.dividedBy(2)) <= 0;
        }
    }
}
