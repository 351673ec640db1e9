package org.userphone.sms;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Drained;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsPromised;

/**
 * Looks at the outbox while the application runs: as soon as a message was committed to it here,
 * and every now and then for what is to be tried again or was left behind by others. It is no EJB,
 * because the library of an EAR may hold none.
 */
@ApplicationSingleton
public class OutboxWorkers {

    private static final System.Logger LOG = System.getLogger(OutboxWorkers.class.getName());

    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";

    /** For messages that are under way when the program ends: a provider mostly answers sooner. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Instance<DeliverDueSms> deliveries;
    private final RetryPolicy policy;
    private final Settings settings;
    private final Clock clock;
    private DeliverDueSms delivery;
    private volatile Workers workers;

    @Inject
    public OutboxWorkers(
            Instance<DeliverDueSms> deliveries,
            RetryPolicy policy,
            Settings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.policy = policy;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts once, whatever number of modules announce that they are ready. Observers without a
     * priority come after those with an early one, which migrate the database. The threads are
     * looked up, because at this point Payara cannot inject their factory.
     */
    synchronized void start(@Observes @Initialized(ApplicationScoped.class) Object ready)
            throws NamingException {
        if (workers == null) {
            ThreadFactory threads = InitialContext.doLookup(THREADS);
            workers =
                    new Workers(
                            this::deliver,
                            policy.workers(),
                            settings.read("userphone.sms.poll", OutboxWorkers::poll),
                            threads,
                            clock,
                            LOG);
            workers.start();
        }
    }

    /** What is in the outbox now is due now. */
    void promised(@Observes(during = AFTER_SUCCESS) SmsPromised promised) {
        if (workers != null) { // else the first look will find it
            workers.ring();
        }
    }

    /** The use case is asked for when it is due: before, its database is not bound. */
    private int deliver(int limit, Executor here) {
        if (delivery == null) {
            delivery = deliveries.get();
        }
        return delivery.deliver(limit, here);
    }

    /** While the database is still there: what is under way is sent and recorded. */
    synchronized void drained(@Observes Drained end) {
        if (workers != null) {
            workers.finish(LAST_WORDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (workers != null) {
            workers.finish(LAST_WORDS);
            workers.stop();
        }
    }

    static Duration poll(String text) {
        var poll = Duration.parse(text);
        if (poll.toMillis() < 1) {
            throw new IllegalArgumentException("a millisecond is the shortest");
        }
        return poll;
    }
}
