package org.userphone.sms;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.Drained;
import org.userphone.domain.sms.SweepMessages;

/** Clears old messages away every minute, first a minute after the start. */
@ApplicationScoped
public class SweepTimer {

    private static final System.Logger LOG = System.getLogger(SweepTimer.class.getName());

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";
    private static final int EVERY_SECONDS = 60;

    /** One transaction of a sweep is short. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Instance<SweepMessages> useCase;
    private Sweep sweep;
    private Future<?> timer;

    @Inject
    public SweepTimer(Instance<SweepMessages> useCase) {
        this.useCase = useCase;
    }

    /** What the proxy of a normal-scoped bean needs. */
    SweepTimer() {
        this(null);
    }

    /**
     * Starts the timer once, whatever number of modules announce that they are ready. The executor
     * is looked up, because at this point Payara cannot inject it.
     */
    synchronized void start(@Observes @Initialized(ApplicationScoped.class) Object ready)
            throws NamingException {
        if (timer == null) {
            sweep = new Sweep(() -> useCase.get().sweep(), LOG);
            ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
            timer = executor.scheduleWithFixedDelay(sweep, EVERY_SECONDS, EVERY_SECONDS, SECONDS);
        }
    }

    /** While the database is still there: what is being cleared away is committed. */
    synchronized void drained(@Observes Drained end) {
        if (timer != null) {
            sweep.stop(LAST_WORDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (timer != null) {
            sweep.stop();
            timer.cancel(false);
        }
    }
}
