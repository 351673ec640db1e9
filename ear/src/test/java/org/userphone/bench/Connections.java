package org.userphone.bench;

import com.google.protobuf.Message;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Clients that each have a connection and a thread that waits for its answers. */
final class Connections implements Client {

    /** One of them. */
    interface Connection extends AutoCloseable {
        Message call(Request request) throws Exception;

        /** What is still to be done when the client has the answer. */
        default void afterwards() throws Exception {}

        @Override
        void close() throws IOException, SQLException;
    }

    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
    private final List<Connection> all = new ArrayList<>();
    private final ExecutorService threads;
    private volatile Exception failure;

    Connections(Callable<Connection> open, int count) {
        threads = Executors.newFixedThreadPool(count);
        try {
            for (int i = 0; i < count; i++) {
                all.add(open.call());
            }
        } catch (Exception e) { // whatever it is, there is nothing to measure
            throw new IllegalStateException(e);
        }
        idle.addAll(all);
    }

    @Override
    public CompletableFuture<Message> send(Request request) {
        var answer = new CompletableFuture<Message>();
        threads.execute(() -> call(request, answer));
        return answer;
    }

    private void call(Request request, CompletableFuture<Message> answer) {
        var connection = idle.remove();
        try {
            answer.complete(connection.call(request));
            connection.afterwards();
        } catch (Exception e) { // counted as an answer that never came, unless that has come
            if (!answer.completeExceptionally(e)) {
                failure = e;
            }
        } finally {
            idle.add(connection);
        }
    }

    /**
     * @throws IllegalStateException if what was to be done after an answer has failed
     */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            for (var connection : all) {
                connection.close();
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
