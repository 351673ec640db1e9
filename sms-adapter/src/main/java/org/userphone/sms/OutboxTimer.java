package org.userphone.sms;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Future;
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

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    private ManagedScheduledExecutorService executor;

    @Inject private DeliverDueSms delivery;
    @Inject private RetryPolicy policy;
    @Inject private Settings settings;
    private Drain drain;
    private Future<?> timer;

    /**
     * Starts the timer once, whatever number of modules announce that they are ready. Observers
     * without a priority come after those with an early one, which migrate the database.
     */
    synchronized void start(@Observes @Initialized(ApplicationScoped.class) Object ready) {
        if (timer == null) {
            long poll = settings.read("userphone.sms.poll", OutboxTimer::poll).toMillis();
            drain = new Drain(delivery::deliver, policy.batch(), LOG);
            timer = executor.scheduleWithFixedDelay(drain, poll, poll, MILLISECONDS);
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
