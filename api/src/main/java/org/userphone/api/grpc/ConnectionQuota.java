package org.userphone.api.grpc;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Limits how many threads of a pool the calls of one connection use at once. Further calls of the
 * connection wait in a queue of their own, so that they take no thread from other connections.
 */
final class ConnectionQuota implements Executor {

    private final Executor threads;
    private final int limit;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param limit the number of threads
     */
    ConnectionQuota(Executor threads, int limit) {
        this.threads = threads;
        this.limit = limit;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == limit) {
                waiting.add(task);
                return;
            }
            running++;
        }
        start(task);
    }

    private void start(Runnable task) {
        threads.execute(
                () -> {
                    try {
                        task.run();
                    } finally {
                        next();
                    }
                });
    }

    private void next() {
        Runnable task;
        synchronized (this) {
            task = waiting.poll();
            if (task == null) {
                running--;
                return;
            }
        }
        start(task);
    }
}
