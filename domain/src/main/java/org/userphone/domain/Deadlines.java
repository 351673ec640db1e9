package org.userphone.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The deadline of the call that each thread works on. Adapters that wait for something, or are
 * about to write, ask here whether anybody still wants it.
 */
public final class Deadlines {

    private final ThreadLocal<Deadline> current = ThreadLocal.withInitial(() -> Deadline.NONE);

    /**
     * Works on a call in this thread.
     *
     * @throws Abandoned if nobody waits for it, or stops waiting before it is about to commit
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
     * @throws Abandoned if nobody waits for what this thread works on
     */
    public void check() {
        current.get().check();
    }

    /** How long somebody will wait for what this thread works on; empty if for ever. */
    public Optional<Duration> left() {
        return current.get().left();
    }
}
