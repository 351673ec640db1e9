package org.userphone.api.health;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.sms.SmsOutbox;

/** The age of the outbox: how long ago its oldest message was promised. */
@ApplicationSingleton
public class OutboxAge {

    private final SmsOutbox outbox;
    private final Clock clock;

    @Inject
    public OutboxAge(SmsOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The age now; zero if no message waits. */
    @Transactional
    public Duration now() {
        return outbox.oldest()
                .map(due -> Duration.between(due, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
