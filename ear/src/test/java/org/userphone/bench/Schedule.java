package org.userphone.bench;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When calls are due. A call is timed from then, whoever makes it and however late he comes to it:
 * a program that stops for a second makes all calls late that were due in that second, as its users
 * would see it.
 */
final class Schedule {

    private final long begin;
    private final long end;
    private final double interval;
    private final AtomicLong drawn = new AtomicLong();

    /**
     * @param begin as {@link System#nanoTime} has it
     * @param perSecond 0 for a call that is due whenever a client is free
     */
    Schedule(long begin, Duration length, double perSecond) {
        this.begin = begin;
        this.end = begin + length.toNanos();
        this.interval = perSecond == 0 ? 0 : 1e9 / perSecond;
    }

    /** When the next call is due; none any more when the time is over. */
    OptionalLong next(long now) {
        long due = interval == 0 ? now : begin + (long) (interval * drawn.getAndIncrement());
        return due - end < 0 ? OptionalLong.of(due) : OptionalLong.empty();
    }
}
