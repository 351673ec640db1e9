package org.userphone.domain.installation;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Nodes in a list, for tests; it passes the same contract as the real adapter. */
public final class InMemoryInstallation implements Installation {

    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    @Override
    public DatabaseState database() {
        return new DatabaseState("Memory", "1", "25");
    }

    @Override
    public void report(Node node, Instant oldest) {
        forget(node);
        nodes.add(node);
        nodes.removeIf(other -> other.seenAt().isBefore(oldest));
    }

    @Override
    public void forget(Node node) {
        nodes.removeIf(
                other ->
                        other.name().equals(node.name())
                                && other.startedAt().equals(node.startedAt()));
    }

    @Override
    public List<Node> nodes() {
        return nodes.stream()
                .sorted(
                        comparing((Node node) -> node.name().value())
                                .thenComparing(Node::startedAt))
                .toList();
    }
}
