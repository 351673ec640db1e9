package org.userphone.domain.guard;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * Sets a count back to nothing, so that the limits that look at it refuse nothing any more. This
 * requires {@code iam.write} in every organisation, because a number, a prefix and an address are
 * counted across all of them.
 */
@UseCase
public class ClearCount {

    private final SendCounts counts;
    private final Clock clock;

    @Inject
    public ClearCount(SendCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * @param key as {@link LimitState#count} has it
     * @return the position of the event in the history of the instance
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}, or {@link
     *     Reason#LIMIT_COUNT_NOT_FOUND} if nothing is counted under this key
     */
    public EventPosition clear(Caller caller, String key) {
        caller.requireEverywhere(Permission.IAM_WRITE);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return CountKey.of(key)
                .flatMap(kind -> counts.clear(new ClearedCount(key, Editor.of(caller.id()), now)))
                .orElseThrow(() -> new Rejection(Reason.LIMIT_COUNT_NOT_FOUND));
    }
}
