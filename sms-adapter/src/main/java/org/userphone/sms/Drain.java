package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * One look at the outbox: delivers batches until one is not full. It throws no exception, because a
 * timer does not come back to work that threw; while an outage lasts, it warns once of each kind of
 * failure.
 */
final class Drain implements Runnable {

    /** Servers run timers before the application has its data source. */
    static final Duration TIME_TO_START = Duration.ofMinutes(1);

    private final IntSupplier delivery;
    private final int batch;
    private final Clock clock;
    private final System.Logger log;
    private final Set<String> warnedOf = new HashSet<>();
    private final ReentrantLock looking = new ReentrantLock();
    private Instant quietUntil;
    private volatile boolean stopped;

    /**
     * @param delivery delivers one batch and says how many messages it held
     * @param batch messages of a full batch
     */
    Drain(IntSupplier delivery, int batch, Clock clock, System.Logger log) {
        this.delivery = delivery;
        this.batch = batch;
        this.clock = clock;
        this.log = log;
        this.quietUntil = clock.instant().plus(TIME_TO_START);
    }

    @Override
    public void run() {
        looking.lock();
        try {
            boolean full = !stopped;
            while (full) {
                full = delivery.getAsInt() == batch && !stopped;
            }
            quietUntil = Instant.MIN;
            if (!warnedOf.isEmpty()) {
                warnedOf.clear();
                log.log(INFO, "The outbox of SMS is being delivered again.");
            }
        } catch (RuntimeException e) { // the boundary to the timer
            boolean isLoud = !clock.instant().isBefore(quietUntil);
            log.log(
                    isLoud && warnedOf.add(kind(e)) ? WARNING : DEBUG,
                    "The outbox of SMS could not be delivered.",
                    e);
        } finally {
            looking.unlock();
        }
    }

    /** Begins no further batch. */
    void stop() {
        stopped = true;
    }

    /**
     * Begins no further batch, and waits for the one under way.
     *
     * @return false if that takes longer
     */
    boolean stop(Duration patience) {
        stop();
        try {
            boolean ended = looking.tryLock(patience.toMillis(), MILLISECONDS);
            if (ended) {
                looking.unlock();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The classes of a failure and its causes; messages tell of single cases, not of kinds. */
    private static String kind(Throwable failure) {
        var kind = new StringBuilder();
        for (var e = failure; e != null; e = e.getCause()) {
            kind.append(e.getClass().getName()).append(' ');
        }
        return kind.toString();
    }
}
