package org.userphone.api.admission;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
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

    /** How many calls over gRPC run at once. */
    public static final int GRPC_THREADS = 64;

    private final Slots slots;
    private final Slots grpcThreads;

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
        this.slots = new Slots(limit, nanos);
        this.grpcThreads = new Slots(GRPC_THREADS, nanos);
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {}

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
        if (!slots.take()) {
            throw refusal();
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    /** The number of slots that are held now. */
    public int held() {
        return slots.held();
    }

    /** How many slots there are. */
    public int limit() {
        return slots.limit();
    }

    /** The threads of gRPC, each of which its call holds while it works. */
    public Slots grpcThreads() {
        return grpcThreads;
    }

    /**
     * Whether all slots are held, and none was given back or taken for a minute; or whether the
     * same holds for the threads of gRPC, which are fewer.
     */
    public boolean isStuck() {
        return slots.areStuck() || grpcThreads.areStuck();
    }

    /** The rejection of a call for which there is no room; it may be made again after a second. */
    public static Rejection refusal() {
        return new Rejection(Reason.TOO_MANY_CALLS, RETRY_AFTER);
    }
}
