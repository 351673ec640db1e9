package org.userphone.api.status;

import static com.google.rpc.Code.ABORTED;
import static com.google.rpc.Code.INTERNAL;
import static com.google.rpc.Code.UNAVAILABLE;

import com.google.rpc.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a failure of the database means for a caller, by its SQLSTATE (PostgreSQL, appendix A). An
 * outage has one line in the log each minute, and no stack trace for each call.
 */
final class Outages {

    /** When a caller may try again: what is broken, or was in the way, may be gone by then. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    static final Duration RETRY_AFTER_CONFLICT = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Outages.class.getName());
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final AtomicLong NEXT_LINE = new AtomicLong(System.nanoTime());

    private Outages() {}

    /**
     * The code of a failure, if its causes tell of the database: UNAVAILABLE if it cannot be
     * reached (class 08), has no room or no connection left (53), is being stopped or has cancelled
     * the statement (57), has lost its files (58), takes no writes (25006) or a lock is held for
     * too long (55P03); ABORTED if another transaction was in the way (40); INTERNAL otherwise.
     */
    static Optional<Code> code(Stream<Throwable> causes) {
        return causes.filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .map(Outages::code)
                .filter(code -> code != INTERNAL)
                .findFirst();
    }

    private static Code code(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        if (state.startsWith("40")) {
            return ABORTED;
        }
        return failure instanceof SQLTransientException
                        || state.matches("(08|53|57|58).{3}|25006|55P03")
                ? UNAVAILABLE
                : INTERNAL;
    }

    /** Logs the first call of a minute that the database fails. */
    static void log(Throwable problem, String request) {
        long now = System.nanoTime();
        long next = NEXT_LINE.get();
        if (now - next >= 0 && NEXT_LINE.compareAndSet(next, now + MINUTE)) {
            LOG.log(
                    Level.WARNING,
                    "The database fails calls, the first of this minute by SQLSTATE {0}:"
                            + " request={1}",
                    state(problem),
                    request);
        }
        LOG.log(Level.DEBUG, () -> "request=" + request, problem);
    }

    private static String state(Throwable problem) {
        return Statuses.causes(problem)
                .filter(SQLException.class::isInstance)
                .map(cause -> String.valueOf(((SQLException) cause).getSQLState()))
                .findFirst()
                .orElse("unknown");
    }
}
