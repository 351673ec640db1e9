package org.userphone.domain.installation;

import java.time.Instant;
import java.util.List;

/** What the nodes report of themselves, and what the database says of itself. */
public interface Installation {

    DatabaseState database();

    /**
     * Keeps the last sign of life of a node, and forgets the nodes whose last one is older.
     *
     * @param oldest a node that was seen before this time is forgotten
     */
    void report(Node node, Instant oldest);

    /** Forgets a node; does nothing if it is not known. */
    void forget(Node node);

    /** The nodes that are known, by their names and then by their start. */
    List<Node> nodes();
}
