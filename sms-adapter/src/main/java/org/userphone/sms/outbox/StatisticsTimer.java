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
import org.userphone.domain.sms.StatisticsPolicy;
import org.userphone.domain.sms.SumStatistics;

/** Keeps the statistics up to date in each period, for the first time a period after the start. */
@ApplicationSingleton
public class StatisticsTimer {

    private static final System.Logger LOG = System.getLogger(StatisticsTimer.class.getName());

    /** How long the drain waits for the sums of one hour. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private final Sweep sums;
    private final ServerTimer timer;

    @Inject
    public StatisticsTimer(Instance<SumStatistics> useCase, StatisticsPolicy policy) {
        this.sums =
                new Sweep(() -> useCase.get().sum(), "The statistics could not be summed.", LOG);
        this.timer = new ServerTimer(sums, policy.period());
    }

    void start(@Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start)
            throws NamingException {
        timer.start();
    }

    /** Waits for the sums that are being made, because the database is still there. */
    void drained(@Observes Drained end) {
        sums.stop(DRAIN_TIMEOUT);
    }

    void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        sums.stop();
        timer.stop();
    }
}
