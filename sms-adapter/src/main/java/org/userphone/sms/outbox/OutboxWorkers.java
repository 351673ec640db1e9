package org.userphone.sms.outbox;

import static jakarta.enterprise.event.Reception.IF_EXISTS;
import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.Drained;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsPromised;

/**
 * Delivers the outbox while the application runs: as soon as this node has committed a message to
 * it, and at regular times for messages that are to be tried again or that other nodes left behind.
 * It is no EJB, because the library of an EAR may hold none.
 */
@ApplicationSingleton
public class OutboxWorkers {

    private static final System.Logger LOG = System.getLogger(OutboxWorkers.class.getName());

    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";

    /** How long the drain waits for messages that are under way; most providers answer sooner. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private final Instance<DeliverDueSms> useCases;
    private final RetryPolicy policy;
    private final Settings settings;
    private final Clock clock;
    private DeliverDueSms useCase;
    private volatile Workers workers;

    @Inject
    public OutboxWorkers(
            Instance<DeliverDueSms> useCases, RetryPolicy policy, Settings settings, Clock clock) {
        this.useCases = useCases;
        this.policy = policy;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks the factory of threads up, because it is no bean before Jakarta Concurrency 3.1. */
    synchronized void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        ThreadFactory threads = InitialContext.doLookup(THREADS);
        workers =
                new Workers(
                        this::deliver,
                        policy.workers(),
                        settings.read("userphone.sms.poll", OutboxWorkers::period),
                        threads,
                        clock,
                        LOG);
        workers.start();
    }

    /** Delivers a message at once that was committed now. */
    void promised(@Observes(during = AFTER_SUCCESS) SmsPromised promised) {
        if (workers != null) { // otherwise the first poll finds it
            workers.wake();
        }
    }

    /** Looks the use case up at the first delivery, when the tables are there for certain. */
    private int deliver(int limit, Executor executor) {
        if (useCase == null) {
            useCase = useCases.get();
        }
        return useCase.deliver(limit, executor);
    }

    /** Waits for messages that are under way, while the database is still there to record them. */
    synchronized void drained(@Observes Drained end) {
        if (workers != null) {
            workers.finish(DRAIN_TIMEOUT);
        }
    }

    synchronized void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        if (workers != null) {
            workers.finish(DRAIN_TIMEOUT);
            workers.stop();
        }
    }

    /**
     * Reads the time between two polls.
     *
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    static Duration period(String text) {
        var period = Duration.parse(text);
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("a millisecond is the shortest");
        }
        return period;
    }
}
