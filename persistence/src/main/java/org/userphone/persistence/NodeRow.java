package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.userphone.domain.installation.Node;
import org.userphone.domain.provider.NodeName;

/** A node that runs. Nodes of the same name are told apart by when they started. */
@Entity
@Table(name = "node")
@IdClass(NodeRow.Key.class)
class NodeRow {

    /** The primary key; JPA 3.1 takes no record here. */
    static class Key implements Serializable {

        private String name;
        private Instant startedAt;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(name, key.name)
                    && Objects.equals(startedAt, key.startedAt);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, startedAt);
        }
    }

    @Id private String name;

    @Id
    @Column(name = "started_at")
    private Instant startedAt;

    private String version;

    @Column(name = "seen_at")
    private Instant seenAt;

    /** For JPA. */
    protected NodeRow() {}

    NodeRow(Node node) {
        name = node.name().value();
        startedAt = node.startedAt();
        version = node.version();
        seenAt = node.seenAt();
    }

    Node toNode() {
        return new Node(new NodeName(name), version, startedAt, seenAt);
    }
}
