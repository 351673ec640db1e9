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
 * Limits the number of concurrent calls, running or waiting for a thread, over all wire forms
 * together. A call beyond the limit is refused at once. In an endless queue every call would wait
 * so long that its caller has given up before it runs.
 */
@ApplicationSingleton
public class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final AtomicInteger admitted = new AtomicInteger();

    /**
     * @throws StartRefused if {@code userphone.calls.most} is not a number of 1 or more
     */
    @Inject
    public Admission(Settings settings) {
        this(settings.read("userphone.calls.most", Admission::positive));
    }

    Admission(int limit) {
        this.limit = limit;
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
     * Admits a call, unless that would exceed the limit.
     *
     * @return whether the call is admitted; then {@link #leave} must be called at its end
     */
    public boolean enter() {
        if (admitted.incrementAndGet() <= limit) {
            return true;
        }
        admitted.decrementAndGet();
        return false;
    }

    /** Ends a call that was admitted. */
    public void leave() {
        admitted.decrementAndGet();
    }

    /** The rejection of a call that was not admitted; it may be made again after a second. */
    public static Rejection refusal() {
        return new Rejection(Reason.TOO_MANY_CALLS, RETRY_AFTER);
    }
}
