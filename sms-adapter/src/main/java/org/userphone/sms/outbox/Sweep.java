package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Works off, batch by batch, what has become due, such as messages whose time is over. It throws no
 * exception, because a timer does not run a task again that threw, and it warns once while an
 * outage lasts.
 */
final class Sweep implements Runnable {

    private final BooleanSupplier batch;
    private final String failure;
    private final System.Logger log;
    private final ReentrantLock running = new ReentrantLock();
    private boolean warned;
    private volatile boolean stopped;

    /**
     * @param batch does some of the work, and returns whether there may be more
     * @param failure what the log says when a batch fails
     */
    Sweep(BooleanSupplier batch, String failure, System.Logger log) {
        this.batch = batch;
        this.failure = failure;
        this.log = log;
    }

    @Override
    public void run() {
        running.lock();
        try {
            boolean more = !stopped;
            while (more) {
                more = batch.getAsBoolean() && !stopped;
            }
            warned = false;
        } catch (RuntimeException e) { // the boundary to the timer
            log.log(warned ? DEBUG : WARNING, failure, e);
            warned = true;
        } finally {
            running.unlock();
        }
    }

    /** Begins no further batch. */
    void stop() {
        stopped = true;
    }

    /**
     * Begins no further batch, and waits for the one that is under way.
     *
     * @return false if that takes longer than the timeout
     */
    boolean stop(Duration timeout) {
        stop();
        try {
            boolean ended = running.tryLock(timeout.toMillis(), MILLISECONDS);
            if (ended) {
                running.unlock();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
