package org.userphone.sms;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads that empty the outbox: one that looks at it, whenever the bell rings and every now
 * and then, and those that send.
 *
 * <p>None is interrupted in its work: in the middle of a statement, H2 would take that as the end
 * of its file.
 */
final class Workers {

    private final Duration poll;
    private final Semaphore bell = new Semaphore(0);
    private final ThreadPoolExecutor senders;
    private final OutboxPoller drain;
    private final Thread watch;
    private volatile boolean stopped;

    /**
     * @param count most messages that are sent at once
     * @param poll longest time between two looks
     */
    Workers(
            OutboxPoller.Delivery delivery,
            int count,
            Duration poll,
            ThreadFactory threads,
            Clock clock,
            System.Logger log) {
        this.poll = poll;
        senders =
                new ThreadPoolExecutor(
                        count, count, 1, MINUTES, new LinkedBlockingQueue<>(), threads);
        senders.allowCoreThreadTimeOut(true);
        drain = new OutboxPoller(delivery, senders, count, clock, log);
        watch = threads.newThread(this::watch);
    }

    void start() {
        watch.start();
    }

    private void watch() {
        try {
            while (!stopped) {
                drain.run();
                bell.tryAcquire(poll.toMillis(), MILLISECONDS);
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There is something in the outbox that is due now. */
    void ring() {
        bell.release();
    }

    /**
     * Claims nothing more, and waits until what is claimed is sent and recorded.
     *
     * @return false if that takes longer
     */
    boolean finish(Duration patience) {
        return drain.stop(patience);
    }

    /** Lets go of the threads, each at the end of its work. */
    void stop() {
        stopped = true;
        drain.stop();
        bell.release();
        senders.shutdown();
    }
}
