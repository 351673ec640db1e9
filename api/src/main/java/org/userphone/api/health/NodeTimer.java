package org.userphone.api.health;

import static jakarta.enterprise.event.Reception.IF_EXISTS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.api.Version;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.installation.ReportNode;

/** Reports again and again that this node lives, and at last that it ends. */
@ApplicationSingleton
public class NodeTimer {

    private static final Logger LOG = System.getLogger(NodeTimer.class.getName());

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Provider<ReportNode> reports;
    private final Clock clock;
    private Instant startedAt;
    private Future<?> timer;
    private boolean isStopped;

    @Inject
    public NodeTimer(Provider<ReportNode> reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Reports once before the ports open, so that whoever asks this node finds it. */
    synchronized void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        startedAt = clock.instant();
        report();
        ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
        long millis = PERIOD.toMillis();
        timer = executor.scheduleWithFixedDelay(this::report, millis, millis, MILLISECONDS);
    }

    private synchronized void report() {
        if (!isStopped) {
            tell(node -> node.alive(Version.current(), startedAt));
        }
    }

    synchronized void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        isStopped = true;
        if (timer != null) {
            timer.cancel(false);
            tell(node -> node.ended(Version.current(), startedAt));
        }
    }

    private void tell(Consumer<ReportNode> what) {
        try {
            what.accept(reports.get());
        } catch (RuntimeException e) { // a task that threw would never be run again
            LOG.log(Level.DEBUG, "This node cannot be reported.", e);
        }
    }
}
