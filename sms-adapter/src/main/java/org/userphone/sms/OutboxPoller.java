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
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One look at the outbox: hands what is due to the workers until no more is, and waits while they
 * have enough to do. It throws no exception, because who looks again and again must not end; while
 * an outage lasts, it warns once of each kind of failure.
 *
 * <p>A message that takes long holds up one worker and no other message.
 */
final class OutboxPoller implements Runnable {

    /** Application servers run threads before the application has its data source. */
    static final Duration TIME_TO_START = Duration.ofMinutes(1);

    /** Delivers what is due. */
    @FunctionalInterface
    interface Delivery {

        /**
         * @param limit messages that are claimed
         * @param workers get one task for each
         * @return how many were claimed
         */
        int deliver(int limit, Executor workers);
    }

    private final Delivery delivery;
    private final Executor workers;
    private final int atOnce;
    private final int all;
    private final Semaphore places;
    private final Clock clock;
    private final System.Logger log;
    private final Set<String> warnedOf = new HashSet<>();
    private Instant quietUntil;
    private volatile boolean stopped;

    /**
     * @param workers as many threads as messages may be under way; each has one more waiting, so
     *     that claims are made for many at once when there is much to do
     */
    OutboxPoller(Delivery delivery, Executor workers, int atOnce, Clock clock, System.Logger log) {
        this.delivery = delivery;
        this.workers = workers;
        this.atOnce = atOnce;
        this.all = 2 * atOnce;
        this.places = new Semaphore(all);
        this.clock = clock;
        this.log = log;
        this.quietUntil = clock.instant().plus(TIME_TO_START);
    }

    @Override
    public void run() {
        try {
            boolean more = !stopped;
            while (more) {
                more = isMoreDue() && !stopped;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the boundary to the thread
            failed(e);
        }
    }

    /** Waits until half of the workers have nothing that waits for them. */
    private boolean isMoreDue() throws InterruptedException {
        int half = Math.max(1, atOnce / 2);
        places.acquire(half);
        int free = half + places.drainPermits();
        var begun = new AtomicInteger();
        try {
            if (stopped) {
                return false;
            }
            int claimed =
                    delivery.deliver(
                            free,
                            task -> {
                                workers.execute(() -> work(task));
                                begun.incrementAndGet();
                            });
            if (claimed == 0) {
                succeeded();
            }
            return claimed == free;
        } finally {
            places.release(free - begun.get());
        }
    }

    private void work(Runnable task) {
        try {
            task.run();
            succeeded();
        } catch (RuntimeException e) { // the boundary to the worker
            failed(e);
        } finally {
            places.release();
        }
    }

    private synchronized void succeeded() {
        quietUntil = Instant.MIN;
        if (!warnedOf.isEmpty()) {
            warnedOf.clear();
            log.log(INFO, "The outbox of SMS is being delivered again.");
        }
    }

    private synchronized void failed(RuntimeException failure) {
        boolean isLoud = !clock.instant().isBefore(quietUntil);
        log.log(
                isLoud && warnedOf.add(kind(failure)) ? WARNING : DEBUG,
                "The outbox of SMS could not be delivered.",
                failure);
    }

    /** Claims nothing more. */
    void stop() {
        stopped = true;
    }

    /**
     * Claims nothing more, and waits until what is claimed is sent and recorded.
     *
     * @return false if that takes longer
     */
    boolean stop(Duration patience) {
        stop();
        try {
            boolean ended = places.tryAcquire(all, patience.toMillis(), MILLISECONDS);
            if (ended) {
                places.release(all);
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
