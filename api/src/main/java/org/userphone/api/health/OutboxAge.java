package org.userphone.api.health;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.sms.SmsOutbox;

/** What waits in the outbox, and its age: how long ago the oldest message was promised. */
@ApplicationSingleton
public class OutboxAge {

    private final SmsOutbox outbox;
    private final Clock clock;

    @Inject
    public OutboxAge(SmsOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What waits.
     *
     * @param age zero if no message waits
     */
    public record Backlog(int messages, Duration age) {}

    /** What waits now. */
    @Transactional
    public Backlog now() {
        var age =
                outbox.oldest()
                        .map(due -> Duration.between(due, clock.instant()))
                        .filter(found -> !found.isNegative())
                        .orElse(Duration.ZERO);
        return new Backlog(outbox.waiting(), age);
    }
}
