package org.userphone.api.call;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * How many calls there may be at once, at work or waiting for it, on all wire forms together. Who
 * comes on top is refused at once, so that the others are answered in time: a queue without an end
 * would make everybody wait for what nobody waits for any more.
 */
@ApplicationSingleton
public class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final AtomicInteger admitted = new AtomicInteger();

    /**
     * @throws StartRefused if the setting is no number from 1 on
     */
    @Inject
    public Admission(Settings settings) {
        this(settings.read("userphone.calls.most", Admission::positive));
    }

    Admission(int limit) {
        this.limit = limit;
    }

    /** Makes this bean, and so reads its setting, when the application starts. */
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

    /** Whether there is room for a call; if so, it has to {@link #leave}. */
    public boolean enter() {
        if (admitted.incrementAndGet() <= limit) {
            return true;
        }
        admitted.decrementAndGet();
        return false;
    }

    /** A call that was let in is over. */
    public void leave() {
        admitted.decrementAndGet();
    }

    /** What somebody is told for whom there is no room. */
    public static Rejection refusal() {
        return new Rejection(Reason.TOO_MANY_CALLS, RETRY_AFTER);
    }
}
