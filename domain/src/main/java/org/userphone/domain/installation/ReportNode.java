package org.userphone.domain.installation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.userphone.domain.UseCase;
import org.userphone.domain.provider.NodeName;

/** Reports that this node lives, and that it ends. */
@UseCase
public class ReportNode {

    /** A node that was not heard of for so long is forgotten: it was killed, or cut off. */
    public static final Duration MAX_SILENCE = Duration.ofMinutes(2);

    private final Installation installation;
    private final NodeName name;
    private final Clock clock;

    @Inject
    public ReportNode(Installation installation, NodeName name, Clock clock) {
        this.installation = installation;
        this.name = name;
        this.clock = clock;
    }

    /**
     * @param version of the program
     * @param startedAt when this node started
     */
    public void alive(String version, Instant startedAt) {
        var now = clock.instant();
        installation.report(new Node(name, version, startedAt, now), now.minus(MAX_SILENCE));
    }

    /** As {@link #alive}, for the last time. */
    public void ended(String version, Instant startedAt) {
        installation.forget(new Node(name, version, startedAt, clock.instant()));
    }
}
