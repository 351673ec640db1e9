package org.userphone.domain.code;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wrong codes that were entered for one user. A new code does not reset them.
 *
 * @param recent when the latest of them were entered, oldest first, at most {@value #MAX_RECENT}
 * @param inARow how many there were since a right code was entered
 */
public record Failures(List<Instant> recent, int inARow) {

    /**
     * How many failures are kept with their time, and so the highest limit per day that can be set.
     */
    public static final int MAX_RECENT = 50;

    public static final Failures NONE = new Failures(List.of(), 0);

    public Failures {
        recent = List.copyOf(recent);
    }

    /** These failures and one more. */
    public Failures and(Instant at) {
        var latest = recent.subList(Math.max(0, recent.size() - MAX_RECENT + 1), recent.size());
        return new Failures(Stream.concat(latest.stream(), Stream.of(at)).toList(), inARow + 1);
    }

    /** These failures after a right code was entered: the count in a row is reset. */
    public Failures ended() {
        return new Failures(recent, 0);
    }
}
