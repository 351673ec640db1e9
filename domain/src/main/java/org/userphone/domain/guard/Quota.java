package org.userphone.domain.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * So many SMS in any span of that length.
 *
 * @param most 1 to {@value #MOST}, as each is remembered with its time
 * @param span positive, 31 days at most
 */
public record Quota(int most, Duration span) {

    static final int MOST = 1000;

    private static final Duration LONGEST = Duration.ofDays(31);

    public Quota {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a limit is 1 to " + MOST + ", or 0 for none");
        }
        if (span.isNegative() || span.isZero() || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a limit is for a span of up to " + LONGEST);
        }
    }

    /**
     * Reads {@code 5/PT1H, 10/PT24H}; a limit of 0 is none.
     *
     * @throws IllegalArgumentException if it is no such list
     */
    public static List<Quota> parse(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(quota -> !quota.equals("0"))
                .map(quota -> quota.split("/", 2))
                .filter(parts -> !parts[0].equals("0"))
                .map(Quota::of)
                .toList();
    }

    private static Quota of(String[] parts) {
        if (parts.length < 2) {
            throw new IllegalArgumentException("a limit is written as 5/PT1H");
        }
        return new Quota(Integer.parseInt(parts[0].strip()), Duration.parse(parts[1].strip()));
    }

    /** How long one more is too many: until the oldest of those that fill the span leaves it. */
    Optional<Duration> waitAfter(List<Instant> times, Instant now) {
        int beyond = times.size() - most;
        return Optional.of(beyond)
                .filter(count -> count >= 0)
                .map(count -> Duration.between(now, times.get(count).plus(span)))
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0);
    }
}
