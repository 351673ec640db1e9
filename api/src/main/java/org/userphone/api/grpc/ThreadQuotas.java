package org.userphone.api.grpc;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.userphone.domain.access.ClientAddress;

/**
 * Limits how many threads of a pool the calls of each client of one connection use at once; a
 * trusted proxy has many clients. Further calls of a client wait in a queue of their own, so that
 * they take no thread from others.
 */
final class ThreadQuotas {

    private final Executor threads;
    private final int limit;
    private final Map<ClientAddress, Share> shares = new HashMap<>();

    /** What one client has. */
    private static final class Share {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /**
     * @param limit the number of threads of each client
     */
    ThreadQuotas(Executor threads, int limit) {
        this.threads = threads;
        this.limit = limit;
    }

    /** Has something done for a client, now or when its turn comes. */
    void execute(ClientAddress client, Runnable task) {
        synchronized (this) {
            var share = shares.computeIfAbsent(client, any -> new Share());
            if (share.running == limit) {
                share.waiting.add(task);
                return;
            }
            share.running++;
        }
        start(client, task);
    }

    private void start(ClientAddress client, Runnable task) {
        threads.execute(
                () -> {
                    try {
                        task.run();
                    } finally {
                        next(client);
                    }
                });
    }

    private void next(ClientAddress client) {
        Runnable task;
        synchronized (this) {
            var share = shares.get(client);
            task = share.waiting.poll();
            if (task == null) {
                share.running--;
                if (share.running == 0) {
                    shares.remove(client);
                }
                return;
            }
        }
        start(client, task);
    }

    /** The number of clients that something is done for. */
    synchronized int clients() {
        return shares.size();
    }
}
