package org.userphone.sms.outbox;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads that deliver the outbox: one that polls it, whenever it is woken and at regular
 * times, and those that send.
 *
 * <p>No thread is interrupted in its work, because H2 closes its file when a thread is interrupted
 * in the middle of a statement.
 */
final class Workers {

    private final Duration period;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ThreadPoolExecutor senders;
    private final OutboxPoller poller;
    private final Thread pollingThread;
    private volatile boolean stopped;

    /**
     * @param count how many messages are sent at the same time, at most
     * @param period the longest time from the end of a poll to the next one
     */
    Workers(
            OutboxPoller.Delivery delivery,
            int count,
            Duration period,
            ThreadFactory threads,
            Clock clock,
            System.Logger log) {
        this.period = period;
        senders =
                new ThreadPoolExecutor(
                        count, count, 1, MINUTES, new LinkedBlockingQueue<>(), threads);
        senders.allowCoreThreadTimeOut(true);
        poller = new OutboxPoller(delivery, senders, count, clock, log);
        pollingThread = threads.newThread(this::poll);
    }

    void start() {
        pollingThread.start();
    }

    private void poll() {
        try {
            while (!stopped) {
                poller.run();
                wakeUps.tryAcquire(period.toMillis(), MILLISECONDS);
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Polls at once, because a message in the outbox has become due. */
    void wake() {
        wakeUps.release();
    }

    /**
     * Claims no more messages, and waits until those that are claimed are sent and recorded.
     *
     * @return false if that takes longer than the timeout
     */
    boolean finish(Duration timeout) {
        return poller.stop(timeout);
    }

    /** Ends the threads, each at the end of its work. */
    void stop() {
        stopped = true;
        poller.stop();
        wakeUps.release();
        senders.shutdown();
    }
}
