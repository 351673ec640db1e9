package org.userphone.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.userphone.domain.Abandoned.Why;

/**
 * How long the caller of a call waits for its answer: until a time, and no longer than the call is
 * open.
 *
 * @param nanoTime when the caller stops waiting, on the scale of {@link System#nanoTime}; empty if
 *     the caller set no time
 * @param hungUp whether the caller has cancelled the call or closed the connection
 */
public record Deadline(Optional<Long> nanoTime, BooleanSupplier hungUp) {

    /** A caller that waits without a limit. */
    public static final Deadline NONE = new Deadline(Optional.empty(), () -> false);

    /** A caller that waits this long from now on. */
    public static Deadline in(Duration patience) {
        return new Deadline(Optional.of(System.nanoTime() + nanos(patience)), NONE.hungUp());
    }

    /** The wait in nanoseconds, at most 36,500 days: a {@code long} holds little more. */
    private static long nanos(Duration patience) {
        return patience.compareTo(Duration.ofDays(36500)) < 0
                ? patience.toNanos()
                : Duration.ofDays(36500).toNanos();
    }

    /** The same deadline for a caller that may hang up before it. */
    public Deadline unless(BooleanSupplier gone) {
        return new Deadline(nanoTime, gone);
    }

    /** The time left until the deadline, at least zero; empty if there is no deadline. */
    public Optional<Duration> left() {
        return nanoTime.map(end -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /**
     * @throws Abandoned if the deadline has passed or the caller has hung up
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
