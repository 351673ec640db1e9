package org.userphone.domain.code;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wrong codes that were entered for one user. Neither a new code nor a right one resets them;
 * they lapse with time.
 *
 * @param own when the latest of those were entered that the user or a holder of {@code user.write}
 *     entered, oldest first, at most {@value #MAX_RECENT}
 * @param ofOthers the same of those that anybody else entered. They are kept apart, so that others
 *     cannot keep the user from entering a code
 */
public record Failures(List<Instant> own, List<Instant> ofOthers) {

    /**
     * How many failures are kept with their time, and so the highest limit per day that can be set.
     */
    public static final int MAX_RECENT = 50;

    public static final Failures NONE = new Failures(List.of(), List.of());

    public Failures {
        own = List.copyOf(own);
        ofOthers = List.copyOf(ofOthers);
    }

    /** The failures that count for the user, or those that count for everybody else. */
    List<Instant> of(boolean byOther) {
        return byOther ? ofOthers : own;
    }

    /** These failures and one more. */
    public Failures and(Instant at, boolean byOther) {
        return byOther
                ? new Failures(own, latest(ofOthers, at))
                : new Failures(latest(own, at), ofOthers);
    }

    private static List<Instant> latest(List<Instant> all, Instant at) {
        var kept = all.subList(Math.max(0, all.size() - MAX_RECENT + 1), all.size());
        return Stream.concat(kept.stream(), Stream.of(at)).toList();
    }
}
