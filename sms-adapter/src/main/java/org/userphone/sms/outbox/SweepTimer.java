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
import org.userphone.domain.sms.SweepMessages;

/** Clears old messages away every minute, for the first time a minute after the start. */
@ApplicationSingleton
public class SweepTimer {

    private static final System.Logger LOG = System.getLogger(SweepTimer.class.getName());

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** How long the drain waits for a sweep, whose transactions are short. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private final Sweep sweep;
    private final ServerTimer timer;

    @Inject
    public SweepTimer(Instance<SweepMessages> useCase) {
        this.sweep =
                new Sweep(() -> useCase.get().sweep(), "Old SMS could not be cleared away.", LOG);
        this.timer = new ServerTimer(sweep, PERIOD);
    }

    void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        timer.start();
    }

    /** Waits for the sweep that is under way, because the database is still there to commit it. */
    void drained(@Observes Drained end) {
        sweep.stop(DRAIN_TIMEOUT);
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        sweep.stop();
        timer.stop();
    }
}
