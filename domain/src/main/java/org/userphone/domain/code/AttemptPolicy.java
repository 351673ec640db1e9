package org.userphone.domain.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often codes may be entered and replaced.
 *
 * @param perCode wrong codes after which the pending code can no longer be entered; at least 1
 * @param perDay wrong codes of one user within 24 hours; 1 to {@link Failures#MAX_RECENT}
 * @param inARow wrong codes of one user without a right one, whatever their age, after which no
 *     code is accepted and only a holder of {@code user.write} can vouch for the number; at least
 *     {@code perDay}
 * @param resendWaits how long to wait before the first replacement of a code, the second, and so
 *     on; the last one holds for all further ones
 */
public record AttemptPolicy(int perCode, int perDay, int inARow, List<Duration> resendWaits) {

    private static final Duration DAY = Duration.ofHours(24);

    public AttemptPolicy {
        resendWaits = List.copyOf(resendWaits);
        if (perCode < 1 || perDay < 1 || perDay > Failures.MAX_RECENT || inARow < perDay) {
            throw new IllegalArgumentException(
                    "attempts per code and day are at least 1, per day at most "
                            + Failures.MAX_RECENT
                            + ", and in a row no fewer");
        }
        if (resendWaits.isEmpty() || resendWaits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a resend needs its waits");
        }
    }

    /**
     * How long no code may be entered after these failures, whatever the code: until the oldest of
     * the day's failures is 24 hours old, or a day if there were too many in a row. Empty if a code
     * may be entered now.
     */
    public Optional<Duration> waitAfter(Failures failures, Instant now) {
        if (failures.inARow() >= inARow) {
            return Optional.of(DAY);
        }
        int beyond = failures.recent().size() - perDay;
        return beyond < 0 ? Optional.empty() : until(failures.recent().get(beyond).plus(DAY), now);
    }

    /**
     * How long no code may be entered after these failures while this code is pending. Empty if a
     * code may be entered now.
     */
    public Optional<Duration> waitAfter(Failures failures, PendingCode code, Instant now) {
        return waitAfter(failures, now).or(() -> waitAfterSpent(code, now));
    }

    /**
     * How long a code is refused for which too many wrong ones were entered: until it expires.
     * Empty if it may still be entered.
     */
    public Optional<Duration> waitAfterSpent(PendingCode code, Instant now) {
        return code.failures() < perCode ? Optional.empty() : until(code.expiresAt(), now);
    }

    /** How long this code cannot be replaced yet. Empty if it can be replaced now. */
    public Optional<Duration> waitBeforeResend(PendingCode code, Instant now) {
        var wait = resendWaits.get(Math.min(code.resends(), resendWaits.size() - 1));
        return until(code.addedAt().plus(wait), now);
    }

    private static Optional<Duration> until(Instant end, Instant now) {
        return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }
}
