package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One look at what has had its time. It throws no exception, because a timer does not come back to
 * work that threw, and warns once while an outage lasts.
 */
final class Sweep implements Runnable {

    private final BooleanSupplier sweeping;
    private final System.Logger log;
    private final ReentrantLock looking = new ReentrantLock();
    private boolean warned;
    private volatile boolean stopped;

    /**
     * @param sweeping clears some away, and says whether there may be more
     */
    Sweep(BooleanSupplier sweeping, System.Logger log) {
        this.sweeping = sweeping;
        this.log = log;
    }

    @Override
    public void run() {
        looking.lock();
        try {
            boolean more = !stopped;
            while (more) {
                more = sweeping.getAsBoolean() && !stopped;
            }
            warned = false;
        } catch (RuntimeException e) { // the boundary to the timer
            log.log(warned ? DEBUG : WARNING, "Old SMS could not be cleared away.", e);
            warned = true;
        } finally {
            looking.unlock();
        }
    }

    /** Begins nothing further. */
    void stop() {
        stopped = true;
    }

    /**
     * Begins nothing further, and waits for what is under way.
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
}
