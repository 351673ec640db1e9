package org.userphone.domain.installation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.userphone.domain.provider.NodeName;

/**
 * A process that runs the program, by its own report.
 *
 * @param name which several nodes have if nobody gives them names
 * @param version of the program
 * @param startedAt when it started, in whole microseconds, by the clock of the database
 * @param seenAt its last sign of life, by the same clock
 */
public record Node(NodeName name, String version, Instant startedAt, Instant seenAt) {

    public Node {
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
