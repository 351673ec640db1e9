package org.userphone.sms.outbox;

import static jakarta.enterprise.event.Reception.IF_EXISTS;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.Drained;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsSender;

/**
 * Checks every second that the connections stand over which providers send receipts, whether or not
 * there is a message to send. The start of the application does not wait for them.
 */
@ApplicationSingleton
public class ConnectionTimer {

    private static final System.Logger LOG = System.getLogger(ConnectionTimer.class.getName());

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ServerTimer timer;

    @Inject
    public ConnectionTimer(Instance<SmsOutbox> outbox, Instance<SmsSender> sender) {
        var check =
                new ConnectionCheck(() -> outbox.get().oldest(), () -> sender.get().connect(), LOG);
        this.timer = new ServerTimer(check, PERIOD);
    }

    void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        timer.start();
    }

    /** After the drain, no connection is opened for receipts that nobody could record. */
    void drained(@Observes Drained end) {
        timer.stop();
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        timer.stop();
    }
}
