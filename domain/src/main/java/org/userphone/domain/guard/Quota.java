package org.userphone.domain.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * So many SMS in any span of that length.
 *
 * @param limit 1 to {@value #MAX_LIMIT}, as each is remembered with its time
 * @param span positive, 31 days at most
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
        int beyond = times.size() - limit;
        return beyond < 0 ? Optional.empty() : until(times.get(beyond).plus(span), now);
    }

    /** How long it is until that time; empty if it has come. */
    static Optional<Duration> until(Instant end, Instant now) {
        return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }
}
