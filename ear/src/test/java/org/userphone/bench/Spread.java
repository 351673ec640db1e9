package org.userphone.bench;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that call several nodes: as many call each of them, or one more. */
final class Spread implements Client {

    private final List<Client> nodes;
    private final Queue<Client> free = new ConcurrentLinkedQueue<>();

    /**
     * @param nodes a client of each
     * @param clients how many calls may be under way
     */
    Spread(List<Client> nodes, int clients) {
        this.nodes = nodes;
        for (int i = 0; i < clients; i++) {
            free.add(nodes.get(i % nodes.size()));
        }
    }

    @Override
    public CompletableFuture<Message> send(Request request) {
        var node = free.remove();
        return node.send(request).whenComplete((answer, failure) -> free.add(node));
    }

    @Override
    public void close() {
        nodes.forEach(Client::close);
    }
}
