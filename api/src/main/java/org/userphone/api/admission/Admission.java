package org.userphone.api.admission;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * Limits the number of calls at work, over all wire forms together. A call beyond the limit is
 * refused at once. In an endless queue every call would wait so long that its caller has given up
 * before it runs.
 */
@ApplicationSingleton
public class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MAX_STANDSTILL = Duration.ofMinutes(1);

    private final int limit;
    private final LongSupplier nanos;
    private final AtomicInteger held = new AtomicInteger();

    /** When a slot was taken or given back last, by nanos. */
    private volatile long lastMove;

    /**
     * @throws StartRefused if {@code userphone.calls.most} is not a number of 1 or more
     */
    @Inject
    public Admission(Settings settings) {
        this(settings.read("userphone.calls.most", Admission::positive), System::nanoTime);
    }

    /**
     * @param nanos the time in nanoseconds from any origin, as {@link System#nanoTime}
     */
    public Admission(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.lastMove = nanos.getAsLong();
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application) {}

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("nobody could call");
        }
        return number;
    }

    /**
     * Does the work of a call in a slot, which is free again when the work ends, however it ends.
     *
     * @throws Rejection with {@link Reason#TOO_MANY_CALLS} if no slot is free
     */
    public <T> T run(Supplier<T> work) {
        if (held.incrementAndGet() > limit) {
            held.decrementAndGet();
            throw refusal();
        }
        lastMove = nanos.getAsLong();
        try {
            return work.get();
        } finally {
            lastMove = nanos.getAsLong();
            held.decrementAndGet();
        }
    }

    /** The number of slots that are held now. */
    public int held() {
        return Math.min(held.get(), limit);
    }

    /** Whether all slots are held, and none was given back or taken for a minute. */
    public boolean isStuck() {
        return held.get() >= limit && nanos.getAsLong() - lastMove >= MAX_STANDSTILL.toNanos();
    }

    /** The rejection of a call for which there is no room; it may be made again after a second. */
    public static Rejection refusal() {
        return new Rejection(Reason.TOO_MANY_CALLS, RETRY_AFTER);
    }
}
