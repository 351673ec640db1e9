package org.userphone.ear.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Does things later unless they are cancelled; what is cancelled is not held any more. */
final class Deadlines {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    work -> {
                        var made = new Thread(work, "userphone-http-deadlines");
                        made.setDaemon(true);
                        return made;
                    });

    Deadlines() {
        thread.setRemoveOnCancelPolicy(true);
    }

    Future<?> after(long millis, Runnable work) {
        return thread.schedule(work, millis, MILLISECONDS);
    }

    /** How many are still to come. */
    int pending() {
        return thread.getQueue().size();
    }
}
