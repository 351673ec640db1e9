package org.userphone.sms.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Lets a provider rest that throttles us: it is offered no message until the time is over that it
 * asked for, or else that the policy gives it. Each further throttling before the provider takes a
 * message makes its rest longer.
 */
final class RestingSender implements SmsSender {

    private final SmsSender sender;
    private final RetryPolicy policy;
    private final Clock clock;
    private int throttlings;
    private Instant restUntil = Instant.MIN;

    RestingSender(SmsSender sender, RetryPolicy policy, Clock clock) {
        this.sender = sender;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        var now = clock.instant();
        var end = restUntil();
        if (now.isBefore(end)) {
            return new LeftAlone("at rest", Duration.between(now, end));
        }
        var delivery = sender.send(sms);
        if (delivery instanceof Throttled throttled) {
            rest(throttled);
        } else if (delivery instanceof Accepted) {
            resume();
        }
        return delivery;
    }

    private synchronized Instant restUntil() {
        return restUntil;
    }

    private synchronized void rest(Throttled throttled) {
        throttlings++;
        restUntil = policy.next(clock.instant(), throttlings, throttled);
    }

    private synchronized void resume() {
        throttlings = 0;
    }

    @Override
    public Optional<Failed> connect() {
        return sender.connect();
    }

    @Override
    public int room(int limit) {
        return clock.instant().isBefore(restUntil()) ? 0 : sender.room(limit);
    }

    @Override
    public void close() {
        sender.close();
    }
}
