package org.userphone.sms;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.Drained;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsSender;

/**
 * Sees every second that there is a connection to those providers that tell over it what became of
 * messages, whether or not there is one to send. The start does not wait for it.
 */
@ApplicationScoped
public class ConnectionTimer {

    private static final System.Logger LOG = System.getLogger(ConnectionTimer.class.getName());

    private static final String EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";
    private static final int EVERY_SECONDS = 1;

    private final Instance<SmsOutbox> outbox;
    private final Instance<SmsSender> sender;
    private Future<?> timer;

    @Inject
    public ConnectionTimer(Instance<SmsOutbox> outbox, Instance<SmsSender> sender) {
        this.outbox = outbox;
        this.sender = sender;
    }

    /** What the proxy of a normal-scoped bean needs. */
    ConnectionTimer() {
        this(null, null);
    }

    /**
     * Starts the timer once, whatever number of modules announce that they are ready. The executor
     * is looked up, because at this point Payara cannot inject it.
     */
    synchronized void start(@Observes @Initialized(ApplicationScoped.class) Object ready)
            throws NamingException {
        if (timer == null) {
            var look =
                    new Connecting(() -> outbox.get().oldest(), () -> sender.get().connect(), LOG);
            ManagedScheduledExecutorService executor = InitialContext.doLookup(EXECUTOR);
            timer = executor.scheduleWithFixedDelay(look, EVERY_SECONDS, EVERY_SECONDS, SECONDS);
        }
    }

    /** No connection is opened for receipts that nobody could keep. */
    synchronized void drained(@Observes Drained end) {
        stop();
    }

    @PreDestroy
    synchronized void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
