package org.userphone.domain.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often codes may be tried and made.
 *
 * @param perCode wrong codes until the pending one is spent
 * @param perDay wrong codes of one user within 24 hours, at most {@link Failures#KEPT}
 * @param inARow wrong codes of one user, whatever their age, after which only a holder of {@code
 *     user.write} can vouch for the number
 * @param resendWaits how long to wait before the first resend, the second, and so on; the last one
 *     holds for all further ones
 */
public record AttemptPolicy(int perCode, int perDay, int inARow, List<Duration> resendWaits) {

    private static final Duration DAY = Duration.ofHours(24);

    public AttemptPolicy {
        resendWaits = List.copyOf(resendWaits);
        if (perCode < 1 || perDay < 1 || perDay > Failures.KEPT || inARow < perDay) {
            throw new IllegalArgumentException(
                    "attempts per code and day are at least 1, per day at most "
                            + Failures.KEPT
                            + ", and in a row no fewer");
        }
        if (resendWaits.isEmpty() || resendWaits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a resend needs its waits");
        }
    }

    /**
     * How long no code may be entered after these failures: empty if one may now, else until the
     * limit that was reached lets go, the code's with its end, the day's with the oldest failure.
     */
    public Optional<Duration> waitAfter(
            Failures failures, Optional<PendingCode> code, Instant now) {
        if (failures.inARow() >= inARow) {
            return Optional.of(DAY);
        }
        int beyond = failures.recent().size() - perDay;
        return Optional.of(beyond)
                .filter(count -> count >= 0)
                .flatMap(count -> until(failures.recent().get(count).plus(DAY), now))
                .or(() -> code.flatMap(pending -> waitAfterSpent(pending, now)));
    }

    /** How long a spent code goes on being refused: until it ends; empty if it is not spent. */
    public Optional<Duration> waitAfterSpent(PendingCode code, Instant now) {
        return until(code.expiresAt(), now).filter(wait -> code.failures() >= perCode);
    }

    /** How long this code cannot be replaced yet; empty if it can. */
    public Optional<Duration> waitBeforeResend(PendingCode code, Instant now) {
        var wait = resendWaits.get(Math.min(code.resends(), resendWaits.size() - 1));
        return until(code.addedAt().plus(wait), now);
    }

    private static Optional<Duration> until(Instant free, Instant now) {
        return Optional.of(Duration.between(now, free))
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0);
    }
}
