package org.userphone.api.health;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.api.health.OutboxAge.Backlog;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;

/**
 * Reads what waits in the outbox every few seconds, so that whoever asks for it waits neither for
 * the database nor for a connection to it.
 */
@ApplicationSingleton
public class OutboxWatch {

    private static final Logger LOG = System.getLogger(OutboxWatch.class.getName());

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Supplier<Backlog> backlog;
    private volatile Optional<Backlog> last = Optional.empty();
    private Future<?> timer;

    @Inject
    public OutboxWatch(Provider<OutboxAge> age) {
        this(() -> age.get().now());
    }

    OutboxWatch(Supplier<Backlog> backlog) {
        this.backlog = backlog;
    }

    void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        read();
        ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
        timer =
                executor.scheduleWithFixedDelay(
                        this::read, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void read() {
        try {
            last = Optional.of(backlog.get());
        } catch (RuntimeException e) { // a task that threw would never be run again
            LOG.log(Level.DEBUG, "The outbox cannot be read.", e);
            last = Optional.empty();
        }
    }

    /** The age when it was last read; empty if it could not be. */
    public Optional<Duration> age() {
        return last.map(Backlog::age);
    }

    /** How many messages waited when it was last read; empty if it could not be. */
    public Optional<Integer> messages() {
        return last.map(Backlog::messages);
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
