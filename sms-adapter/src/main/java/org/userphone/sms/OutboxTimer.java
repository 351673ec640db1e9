package org.userphone.sms;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.Drained;
import org.userphone.domain.Settings;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.RetryPolicy;

/**
 * Looks at the outbox again and again while the application runs. It is no EJB, because the library
 * of an EAR may hold none; the fields are injected because the container makes a proxy of it.
 */
@ApplicationScoped
public class OutboxTimer {

    private static final System.Logger LOG = System.getLogger(OutboxTimer.class.getName());

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";

    /** How long a batch may take that is under way when the program ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Inject private Instance<DeliverDueSms> deliveries;
    @Inject private RetryPolicy policy;
    @Inject private Settings settings;
    @Inject private Clock clock;
    private DeliverDueSms delivery;
    private Drain drain;
    private Future<?> timer;

    /**
     * Starts the timer once, whatever number of modules announce that they are ready. Observers
     * without a priority come after those with an early one, which migrate the database. The
     * executor is looked up, because at this point Payara cannot inject it.
     */
    synchronized void start(@Observes @Initialized(ApplicationScoped.class) Object ready)
            throws NamingException {
        if (timer == null) {
            long poll = settings.read("userphone.sms.poll", OutboxTimer::poll).toMillis();
            drain = new Drain(this::deliver, policy.batch(), clock, LOG);
            ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
            timer = executor.scheduleWithFixedDelay(drain, poll, poll, MILLISECONDS);
        }
    }

    /** The use case is asked for when it is due: before, its database is not bound. */
    private int deliver() {
        if (delivery == null) {
            delivery = deliveries.get();
        }
        return delivery.deliver();
    }

    /** While the database is still there: what is under way is sent and recorded. */
    synchronized void drained(@Observes Drained end) {
        if (timer != null) {
            drain.stop(LAST_WORDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (timer != null) {
            drain.stop();
            timer.cancel(false);
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
