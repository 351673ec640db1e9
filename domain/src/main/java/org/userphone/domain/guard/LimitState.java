package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.user.Limit;

/**
 * How much of a limit is used up at one moment.
 *
 * @param count the key of the count that the limit looks at, from which nobody can tell whose it
 *     is; empty if the limit looks at the history of a user
 * @param counted what counts now: a number of SMS, codes or changes, or an estimated cost
 * @param most how much may count; beyond it the limit refuses
 * @param period the span of time in which it counts; empty if the latest count, however old
 * @param since when the oldest that counts was counted, or the beginning of the day; empty if
 *     nothing counts
 * @param until when the oldest counts no more, or the end of the day; empty if nothing counts, or
 *     if time alone changes nothing
 * @param refusedUntil until when the limit refuses the next one; empty if it does not
 */
public record LimitState(
        Limit limit,
        String count,
        BigDecimal counted,
        BigDecimal most,
        Optional<Duration> period,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Instant> refusedUntil) {

    private static final int PERCENT = 100;

    /** The state of a limit of how often something may happen in a span of time. */
    static LimitState of(Limit limit, String key, Quota quota, List<Instant> times, Instant now) {
        var counting = times.stream().filter(at -> now.isBefore(at.plus(quota.span()))).toList();
        var oldest = counting.stream().findFirst();
        return new LimitState(
                limit,
                key,
                BigDecimal.valueOf(counting.size()),
                BigDecimal.valueOf(quota.limit()),
                Optional.of(quota.span()),
                oldest,
                oldest.map(at -> at.plus(quota.span())),
                quota.waitAfter(times, now).map(now::plus));
    }

    /** How many percent of the limit are used up: 0 to 99, or 100 if it refuses. */
    public int percent() {
        return share(PERCENT);
    }

    /**
     * How much of the limit is used up.
     *
     * @param full what the whole of it is called; less than that unless the limit refuses
     */
    int share(int full) {
        if (refusedUntil.isPresent()) {
            return full;
        }
        if (most.signum() == 0) {
            return 0;
        }
        return counted.multiply(BigDecimal.valueOf(full))
                .divide(most, 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(full - 1L))
                .intValue();
    }

    /** The one that refuses for the longest time, or else the one of which most is used up. */
    static Optional<LimitState> fullest(Stream<LimitState> states) {
        return states.max(
                Comparator.comparing((LimitState state) -> state.refusedUntil.orElse(Instant.MIN))
                        .thenComparing(state -> state.share(Fill.FULL)));
    }
}
