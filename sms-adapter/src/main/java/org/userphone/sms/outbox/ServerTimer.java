package org.userphone.sms.outbox;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Runs one task again and again on a thread of the application server. */
final class ServerTimer {

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";

    private final Runnable task;
    private final Duration period;
    private Future<?> timer;

    /**
     * @param task throws no exception, because a task that threw is never run again
     * @param period the time before the first run, and between the end of a run and the next one
     */
    ServerTimer(Runnable task, Duration period) {
        this.task = task;
        this.period = period;
    }

    /** Looks the executor up, because it is no bean before Jakarta Concurrency 3.1. */
    synchronized void start() throws NamingException {
        ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
        long millis = period.toMillis();
        timer = executor.scheduleWithFixedDelay(task, millis, millis, MILLISECONDS);
    }

    /** Begins no further run; a run that is under way goes on to its end. */
    synchronized void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
