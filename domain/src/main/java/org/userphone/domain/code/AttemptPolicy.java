package org.userphone.domain.code;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

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
     * @throws Rejection with {@link Reason#TOO_MANY_ATTEMPTS}, saying when the limit that was
     *     reached lets go: the code's with its end, the day's with the oldest failure
     */
    public void refuseTooMany(Failures failures, Optional<PendingCode> code, Instant now) {
        if (failures.inARow() >= inARow) {
            throw tooMany(DAY);
        }
        int beyond = failures.recent().size() - perDay;
        if (beyond >= 0) {
            var free = failures.recent().get(beyond).plus(DAY);
            if (now.isBefore(free)) {
                throw tooMany(Duration.between(now, free));
            }
        }
        refuseSpent(code, now);
    }

    /**
     * @throws Rejection with {@link Reason#TOO_MANY_ATTEMPTS} until a spent code ends
     */
    public void refuseSpent(Optional<PendingCode> code, Instant now) {
        code.filter(pending -> pending.failures() >= perCode && !pending.isExpired(now))
                .ifPresent(
                        pending -> {
                            throw tooMany(Duration.between(now, pending.expiresAt()));
                        });
    }

    private static Rejection tooMany(Duration wait) {
        return new Rejection(Reason.TOO_MANY_ATTEMPTS, wait);
    }

    /**
     * @throws Rejection with {@link Reason#RESEND_TOO_SOON}
     */
    public void refuseTooSoon(PendingCode code, Instant now) {
        var wait = resendWaits.get(Math.min(code.resends(), resendWaits.size() - 1));
        var free = code.addedAt().plus(wait);
        if (now.isBefore(free)) {
            throw new Rejection(Reason.RESEND_TOO_SOON, Duration.between(now, free));
        }
    }
}
