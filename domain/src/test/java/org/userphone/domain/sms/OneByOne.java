package org.userphone.domain.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A worker that delivers one message after the other in the calling thread. */
public final class OneByOne implements Executor {

    private final List<RuntimeException> failures = new ArrayList<>();

    private OneByOne() {}

    /**
     * Delivers messages that are due.
     *
     * @param limit how many to deliver at most
     * @return how many were delivered
     * @throws RuntimeException the first unexpected exception, after all messages have been tried
     */
    public static int deliver(DeliverDueSms delivery, int limit) {
        var worker = new OneByOne();
        int count = delivery.deliver(limit, worker);
        if (!worker.failures.isEmpty()) {
            throw worker.failures.get(0);
        }
        return count;
    }

    @Override
    public void execute(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // rethrown after all have been tried
            failures.add(e);
        }
    }
}
