package org.userphone.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.userphone.domain.Abandoned.Why;

/**
 * Until when somebody waits for the answer to a call: for so long as the caller said, and not after
 * it has hung up.
 *
 * @param nanoTime when the caller's patience ends, as {@link System#nanoTime} counts; empty if it
 *     never does
 * @param hungUp whether the caller is gone
 */
public record Deadline(Optional<Long> nanoTime, BooleanSupplier hungUp) {

    /** The caller waits for ever. */
    public static final Deadline NONE = new Deadline(Optional.empty(), () -> false);

    /** The caller waits for so long from now on. */
    public static Deadline in(Duration patience) {
        return new Deadline(Optional.of(System.nanoTime() + nanos(patience)), NONE.hungUp());
    }

    /** A century and more is as good as for ever, and nanoseconds count no further. */
    private static long nanos(Duration patience) {
        return patience.compareTo(Duration.ofDays(36500)) < 0
                ? patience.toNanos()
                : Duration.ofDays(36500).toNanos();
    }

    /** The same, for a caller that may be gone before. */
    public Deadline unless(BooleanSupplier gone) {
        return new Deadline(nanoTime, gone);
    }

    /** What is left of it, at least nothing; empty if it never ends. */
    public Optional<Duration> left() {
        return nanoTime.map(end -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /**
     * @throws Abandoned if nobody waits any more
     */
    public void check() {
        if (left().filter(Duration::isZero).isPresent()) {
            throw new Abandoned(Why.DEADLINE_EXCEEDED);
        }
        if (hungUp.getAsBoolean()) {
            throw new Abandoned(Why.CANCELLED);
        }
    }
}
