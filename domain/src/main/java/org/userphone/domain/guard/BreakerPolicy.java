package org.userphone.domain.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.guard.SendCount.SentCode;

/**
 * Codes that are sent to be paid for are never entered.
 *
 * @param codes how many of the latest to a prefix are looked at, at most {@value #MAX_CODES}; 0 for
 *     none
 * @param percent as many of them must have been entered
 * @param rest if fewer were, how long after the latest one more is tried
 */
public record BreakerPolicy(int codes, int percent, Duration rest) {

    private static final int MAX_CODES = 500;

    public static final BreakerPolicy NONE = new BreakerPolicy(0, 0, Duration.ofHours(1));

    public BreakerPolicy {
        if (codes < 0 || codes > MAX_CODES || percent < 0 || percent > 100) {
            throw new IllegalArgumentException(
                    "of 0 to " + MAX_CODES + " codes, 0 to 100 percent must have been entered");
        }
        if (rest.isNegative() || rest.isZero() || rest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the rest is positive, a day at most");
        }
    }

    boolean isOn() {
        return codes > 0 && percent > 0;
    }

    /** How long no further code is sent to where these were. */
    Optional<Duration> waitAfter(List<SentCode> sent, Instant now) {
        if (sent.size() < codes) {
            return Optional.empty();
        }
        var latest = sent.subList(sent.size() - codes, sent.size());
        long entered = latest.stream().filter(SentCode::entered).count();
        return entered * 100 < (long) codes * percent
                ? Quota.until(latest.get(codes - 1).at().plus(rest), now)
                : Optional.empty();
    }
}
