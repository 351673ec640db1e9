package org.userphone.domain.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A worker that delivers one message after the other, in the thread that asks for it. */
public final class OneByOne implements Executor {

    private final List<RuntimeException> failures = new ArrayList<>();

    private OneByOne() {}

    /**
     * Delivers what is due, at most so many messages.
     *
     * @return how many there were
     * @throws RuntimeException the first unforeseen failure, after all had their turn
     */
    public static int deliver(DeliverDueSms delivery, int limit) {
        var worker = new OneByOne();
        int count = delivery.deliver(limit, worker);
        worker.failures.stream()
                .findFirst()
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
        return count;
    }

    @Override
    public void execute(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // thrown on when all had their turn
            failures.add(e);
        }
    }
}
