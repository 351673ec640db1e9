package org.userphone.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps, for each thread, the deadline of the call that the thread works on. Adapters ask here
 * before they wait for something or write, so that no work is done for a caller that is gone.
 */
public final class Deadlines {

    private final ThreadLocal<Deadline> current = ThreadLocal.withInitial(() -> Deadline.NONE);

    /**
     * Runs the work on a call in this thread.
     *
     * @throws Abandoned if the caller no longer waits when the work begins or when an adapter
     *     checks
     */
    public <T> T within(Deadline deadline, Supplier<T> work) {
        deadline.check();
        current.set(deadline);
        try {
            return work.get();
        } finally {
            current.remove();
        }
    }

    /**
     * @throws Abandoned if the caller of this thread's call no longer waits
     */
    public void check() {
        current.get().check();
    }

    /** The time left until the deadline of this thread's call; empty if it has no deadline. */
    public Optional<Duration> left() {
        return current.get().left();
    }
}
