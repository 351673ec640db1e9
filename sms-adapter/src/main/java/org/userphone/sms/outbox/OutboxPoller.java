package org.userphone.sms.outbox;

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
 * One poll of the outbox: it hands messages that are due to the workers until no more are due, and
 * waits while the workers have enough to do. It throws no exception, because the thread that polls
 * must not end; while an outage lasts, it warns once of each kind of failure.
 *
 * <p>A message that takes long holds up one worker and no other message.
 */
final class OutboxPoller implements Runnable {

    /**
     * Failures are no cause for a warning while the application may not have its data source yet.
     */
    static final Duration TIME_TO_START = Duration.ofMinutes(1);

    /** Delivers messages that are due. */
    @FunctionalInterface
    interface Delivery {

        /**
         * @param limit how many messages are claimed, at most
         * @param workers execute one task for each message
         * @return how many messages were claimed
         */
        int deliver(int limit, Executor workers);
    }

    private final Delivery delivery;
    private final Executor workers;
    private final int atOnce;
    private final int placeCount;
    private final Semaphore places;
    private final Clock clock;
    private final System.Logger log;
    private final Set<String> warnedKinds = new HashSet<>();
    private Instant quietUntil;
    private volatile boolean stopped;

    /**
     * @param workers execute the deliveries on as many threads as atOnce says
     * @param atOnce how many messages may be under way at the same time; as many more may wait for
     *     a worker, so that one claim takes many messages when there is much to do
     */
    OutboxPoller(Delivery delivery, Executor workers, int atOnce, Clock clock, System.Logger log) {
        this.delivery = delivery;
        this.workers = workers;
        this.atOnce = atOnce;
        this.placeCount = 2 * atOnce;
        this.places = new Semaphore(placeCount);
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

    /**
     * Waits until half of the workers have no message waiting for them, and claims messages then.
     */
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
        if (!warnedKinds.isEmpty()) {
            warnedKinds.clear();
            log.log(INFO, "The outbox of SMS is being delivered again.");
        }
    }

    private synchronized void failed(RuntimeException failure) {
        boolean isLoud = !clock.instant().isBefore(quietUntil);
        log.log(
                isLoud && warnedKinds.add(kind(failure)) ? WARNING : DEBUG,
                "The outbox of SMS could not be delivered.",
                failure);
    }

    /** Claims no more messages. */
    void stop() {
        stopped = true;
    }

    /**
     * Claims no more messages, and waits until those that are claimed are sent and recorded.
     *
     * @return false if that takes longer than the timeout
     */
    boolean stop(Duration timeout) {
        stop();
        try {
            boolean ended = places.tryAcquire(placeCount, timeout.toMillis(), MILLISECONDS);
            if (ended) {
                places.release(placeCount);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The classes of a failure and of its causes. Its message is about a single case, not a kind.
     */
    private static String kind(Throwable failure) {
        var kind = new StringBuilder();
        for (var e = failure; e != null; e = e.getCause()) {
            kind.append(e.getClass().getName()).append(' ');
        }
        return kind.toString();
    }
}
