package org.userphone.domain.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A limit of the number of SMS in any time span of a given length (a sliding window).
 *
 * @param limit 1 to {@value #MAX_LIMIT}: the time of each SMS is stored
 * @param span positive, at most 31 days
 */
public record Quota(int limit, Duration span) {

    static final int MAX_LIMIT = 1000;

    private static final Duration MAX_SPAN = Duration.ofDays(31);

    public Quota {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit is 1 to " + MAX_LIMIT + ", or 0 for none");
        }
        if (span.isNegative() || span.isZero() || span.compareTo(MAX_SPAN) > 0) {
            throw new IllegalArgumentException("a limit is for a span of up to " + MAX_SPAN);
        }
    }

    /**
     * Parses a list such as {@code 5/PT1H, 10/PT24H}; a limit of 0 means none.
     *
     * @throws IllegalArgumentException if the text is not such a list
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

    /**
     * How long one more SMS exceeds the limit: until the oldest of those that fill the span is
     * older than the span. Empty if one more is allowed now.
     */
    Optional<Duration> waitAfter(List<Instant> times, Instant now) {
        int beyond = times.size() - limit;
        return beyond < 0 ? Optional.empty() : until(times.get(beyond).plus(span), now);
    }

    /** The time from now until then; empty if then has passed. */
    static Optional<Duration> until(Instant end, Instant now) {
        return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }
}
