package org.userphone.domain.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often codes may be entered and replaced.
 *
 * @param perCode wrong codes after which the pending code can no longer be entered; at least 1
 * @param perDay wrong codes for one user within 24 hours, of the user and of everybody else each; 1
 *     to {@link Failures#MAX_RECENT}
 * @param resendWaits how long to wait before the first replacement of a code by an SMS, the second,
 *     and so on; the last one holds for all further ones
 */
public record AttemptPolicy(int perCode, int perDay, List<Duration> resendWaits) {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SECOND = Duration.ofSeconds(1);

    public AttemptPolicy {
        resendWaits = List.copyOf(resendWaits);
        if (perCode < 1 || perDay < 1 || perDay > Failures.MAX_RECENT) {
            throw new IllegalArgumentException(
                    "attempts per code and day are at least 1, and per day at most "
                            + Failures.MAX_RECENT);
        }
        if (resendWaits.isEmpty() || resendWaits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a resend needs its waits");
        }
    }

    /**
     * How long a caller may not enter a code after these failures while this code is pending: until
     * the oldest of the day's failures is 24 hours old, or until the code that is spent can be
     * replaced by an SMS. Empty if a code may be entered now.
     *
     * @param byOther whether the caller is neither the user nor a holder of {@code user.write}
     */
    public Optional<Duration> waitAfter(
            Failures failures, boolean byOther, PendingCode code, Instant now) {
        var recent = failures.of(byOther);
        int beyond = recent.size() - perDay;
        return (beyond < 0 ? Optional.<Duration>empty() : until(recent.get(beyond).plus(DAY), now))
                .or(() -> waitForAnother(code, now));
    }

    /** At least a second, as the code stays spent until somebody asks for another one. */
    private Optional<Duration> waitForAnother(PendingCode code, Instant now) {
        return waitAfterSpent(code, code.failures(), now)
                .map(
                        spent ->
                                waitBeforeResend(code, now)
                                        .filter(wait -> wait.compareTo(SECOND) > 0)
                                        .orElse(SECOND));
    }

    /**
     * How long a code is refused for which too many wrong ones were entered: until it expires.
     * Empty if it may still be entered.
     *
     * @param failures how many wrong ones were entered
     */
    public Optional<Duration> waitAfterSpent(PendingCode code, int failures, Instant now) {
        return failures < perCode ? Optional.empty() : until(code.expiresAt(), now);
    }

    /** How many wrong codes the user may still enter until {@link #waitAfter} refuses more. */
    public int triesLeft(Failures failures, PendingCode code, Instant now) {
        long today = failures.of(false).stream().filter(at -> now.isBefore(at.plus(DAY))).count();
        return (int) Math.max(0, Math.min(perCode - code.failures(), perDay - today));
    }

    /** How long this code cannot be replaced by an SMS yet. Empty if it can be replaced now. */
    public Optional<Duration> waitBeforeResend(PendingCode code, Instant now) {
        var wait = resendWaits.get(Math.min(code.resends(), resendWaits.size() - 1));
        return until(code.addedAt().plus(wait), now);
    }

    private static Optional<Duration> until(Instant end, Instant now) {
        return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }
}
