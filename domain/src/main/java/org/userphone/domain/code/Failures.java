package org.userphone.domain.code;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Wrong codes that were entered for one user. A new code does not make them forgotten.
 *
 * @param recent when the latest of them were entered, oldest first, at most {@value #MAX_RECENT}
 * @param inARow how many since a right one was entered
 */
public record Failures(List<Instant> recent, int inARow) {

    /** Failures that are remembered one by one, and so the highest limit that can be set. */
    public static final int MAX_RECENT = 50;

    public static final Failures NONE = new Failures(List.of(), 0);

    public Failures {
        recent = List.copyOf(recent);
    }

    /** These and one more. */
    public Failures and(Instant at) {
        var latest = recent.subList(Math.max(0, recent.size() - MAX_RECENT + 1), recent.size());
        return new Failures(Stream.concat(latest.stream(), Stream.of(at)).toList(), inARow + 1);
    }

    /** After a right code was entered. */
    public Failures ended() {
        return new Failures(recent, 0);
    }
}
