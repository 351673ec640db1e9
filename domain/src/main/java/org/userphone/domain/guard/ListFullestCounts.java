package org.userphone.domain.guard;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.guard.SendCounts.FoundCount;
import org.userphone.domain.secret.Keyring;

/**
 * Lists the counts of which most is used up. This requires {@code iam.read} in every organisation.
 */
@UseCase
public class ListFullestCounts {

    /** The largest number of counts of one page. */
    public static final int MAX_LIMIT = 100;

    private final SmsRules sms;
    private final CallerRules callers;
    private final SendCounts counts;
    private final Clock clock;

    @Inject
    public ListFullestCounts(
            GuardPolicy policy,
            CallerPolicy callerPolicy,
            SendCounts counts,
            Keyring keys,
            Clock clock) {
        this.sms = new SmsRules(policy, keys);
        this.callers = new CallerRules(callerPolicy, keys);
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Lists counts with the fullest of the limits that look at each, as they are now. The order is
     * that of the moments at which something was counted, so the share that is used up may have
     * become smaller since. A count at which no limit looks any more, or that refuses only what is
     * more expensive than the cheapest SMS, is left out of its page.
     *
     * @param refusing whether to list only those that refuse now, first who does for the longest
     *     time; otherwise all of which half or more was used up, the fullest first
     * @param offset how many counts to leave out
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<LimitState> list(Caller caller, boolean refusing, int offset, int limit) {
        caller.requireEverywhere(Permission.IAM_READ);
        var now = clock.instant();
        return counts.fullest(refusing, now, offset, limit).stream()
                .flatMap(found -> state(found, now).stream())
                .filter(state -> !refusing || state.refusedUntil().isPresent())
                .toList();
    }

    private Optional<LimitState> state(FoundCount found, Instant now) {
        return LimitState.fullest(
                Stream.of(sms.ofKey(found.key(), now), callers.ofKey(found.key(), now))
                        .flatMap(List::stream)
                        .flatMap(rule -> rule.states().apply(found.count()).stream()));
    }
}
