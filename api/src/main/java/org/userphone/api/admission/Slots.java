package org.userphone.api.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** So many places for work, of which each is held by one piece of work at a time. */
public final class Slots {

    private static final Duration MAX_STANDSTILL = Duration.ofMinutes(1);

    private final int limit;
    private final LongSupplier nanos;
    private final AtomicInteger held = new AtomicInteger();

    /** When a slot was taken or given back last, by nanos. */
    private volatile long lastMove;

    /**
     * @param limit how many there are
     * @param nanos the time in nanoseconds from any origin, as {@link System#nanoTime}
     */
    public Slots(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.lastMove = nanos.getAsLong();
    }

    /**
     * Takes a slot.
     *
     * @return whether one was free; then {@link #release} must be called
     */
    public boolean take() {
        if (held.incrementAndGet() > limit) {
            held.decrementAndGet();
            return false;
        }
        lastMove = nanos.getAsLong();
        return true;
    }

    /** Gives back a slot that was taken. */
    public void release() {
        lastMove = nanos.getAsLong();
        held.decrementAndGet();
    }

    /** The number of slots that are held now. */
    public int held() {
        return Math.min(held.get(), limit);
    }

    /** The number of slots that there are. */
    public int limit() {
        return limit;
    }

    /** Whether all slots are held, and none was given back or taken for a minute. */
    public boolean areStuck() {
        return held.get() >= limit && nanos.getAsLong() - lastMove >= MAX_STANDSTILL.toNanos();
    }
}
