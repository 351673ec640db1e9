package org.userphone.api.call;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Drained;

/**
 * Counts the requests that are being answered, over all wire forms, and waits for them before the
 * program stops.
 */
@ApplicationSingleton
public class InFlight implements InFlightMBean {

    /** The event that the program is about to stop and refuses new requests from now on. */
    public record Draining() {}

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 20;

    private final Event<Draining> draining;
    private final Event<Drained> drained;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopAnnounced;
    private volatile boolean stopping;

    @Inject
    public InFlight(Event<Draining> draining, Event<Drained> drained) {
        this.draining = draining;
        this.drained = drained;
    }

    /** A new id for a request: 20 characters of Base32 (RFC 4648 6), in small letters. */
    public static String newId() {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(ID_LENGTH);
        while (id.length() < ID_LENGTH) {
            id.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return id.toString();
    }

    /**
     * Counts a request, unless the program is about to stop.
     *
     * @return whether the request may be answered; then {@link #leave} must be called at its end
     */
    public boolean enter() {
        count.incrementAndGet();
        if (stopping) {
            leave();
            return false;
        }
        return true;
    }

    /** Ends a request that was counted. */
    public void leave() {
        if (count.decrementAndGet() == 0 && stopping) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    @Override
    public int getInFlight() {
        return count.get();
    }

    @Override
    public void announceStop() {
        stopAnnounced = true;
    }

    /** Whether the program is about to stop, and whoever has a choice should call another node. */
    public boolean isStopAnnounced() {
        return stopAnnounced;
    }

    @Override
    public boolean drain(long millis) {
        stopAnnounced = true;
        stopping = true;
        draining.fire(new Draining());
        boolean all = ended(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        drained.fire(new Drained());
        return all;
    }

    private synchronized boolean ended(long deadline) {
        try {
            while (count.get() > 0) {
                var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
