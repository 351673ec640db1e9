package org.userphone.domain.installation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/**
 * Tells which nodes run, and on which database. This requires {@code iam.read} in every
 * organisation.
 */
@UseCase
public class ReadInstallation {

    /**
     * @param nodes that were heard of within {@link ReportNode#MAX_SILENCE}
     */
    public record Read(DatabaseState database, List<Node> nodes) {}

    private final Installation installation;
    private final Clock clock;

    @Inject
    public ReadInstallation(Installation installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public Read read(Caller caller) {
        caller.requireEverywhere(Permission.IAM_READ);
        var oldest = clock.instant().minus(ReportNode.MAX_SILENCE);
        var nodes = installation.nodes().stream().filter(node -> !node.seenAt().isBefore(oldest));
        return new Read(installation.database(), nodes.toList());
    }
}
