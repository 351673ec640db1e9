package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.guard.SendCount.SentCode;
import org.userphone.domain.user.Limit;

/**
 * When the circuit breaker stops sending codes to a prefix. Fraudsters who earn from SMS (SMS
 * pumping) never enter the codes, so a prefix to which too few codes are entered is suspect.
 *
 * @param codes how many of the latest codes to a prefix are looked at, 0 to {@value #MAX_CODES}; 0
 *     switches the breaker off
 * @param percent how many percent of them must have been entered, 0 to 100; 0 switches the breaker
 *     off
 * @param rest how long after the latest code the next one is tried if fewer were entered; positive,
 *     at most one day
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

    /**
     * How many of the latest codes were not entered, and how many may not be. Nothing counts until
     * as many codes were sent as are looked at.
     */
    LimitState state(Limit limit, String key, List<SentCode> sent, Instant now) {
        var latest = sent.subList(Math.max(0, sent.size() - codes), sent.size());
        long open = latest.stream().filter(code -> !code.entered()).count();
        return new LimitState(
                limit,
                key,
                BigDecimal.valueOf(latest.size() < codes ? 0 : open),
                BigDecimal.valueOf((long) codes * (100 - percent) / 100),
                Optional.empty(),
                latest.stream().findFirst().map(SentCode::at),
                Optional.empty(),
                waitAfter(sent, now).map(now::plus));
    }

    /**
     * How long no further code is sent to a prefix to which these codes were sent; empty if one may
     * be sent now.
     */
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
