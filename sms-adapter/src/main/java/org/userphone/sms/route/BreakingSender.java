package org.userphone.sms.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Leaves a provider alone that does not work. When half of the last {@value #WINDOW} messages
 * failed, the provider is offered one message every {@link #PAUSE} until it takes one; there must
 * have been {@value #MIN_CALLS} messages at least. A refusal counts as a success, because a
 * provider that refuses a message works. A throttling counts as neither.
 */
final class BreakingSender implements SmsSender {

    static final int WINDOW = 20;
    static final int MIN_CALLS = 10;
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final String provider;
    private final SmsSender sender;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private volatile Instant probeAt = Instant.MIN;
    private volatile Instant since;

    BreakingSender(String provider, SmsSender sender, Clock clock) {
        this.provider = provider;
        this.sender = sender;
        this.clock = clock;
        this.since = clock.instant();
        this.breaker =
                CircuitBreaker.of(
                        provider,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(WINDOW)
                                .minimumNumberOfCalls(MIN_CALLS)
                                .waitDurationInOpenState(PAUSE)
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .clock(clock)
                                .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> {
                            since = clock.instant();
                            if (change.getStateTransition().getToState() == State.OPEN) {
                                probeAt = clock.instant().plus(PAUSE);
                            }
                        });
    }

    @Override
    public Delivery send(Sms sms) {
        if (!breaker.tryAcquirePermission()) {
            return new LeftAlone("left alone for not working", PAUSE);
        }
        try {
            var delivery = sender.send(sms);
            count(delivery);
            return delivery;
        } catch (RuntimeException e) { // counted and thrown on
            breaker.onError(0, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    /** Counts an outcome; its duration is not counted, because senders have a timeout. */
    private void count(Delivery delivery) {
        if (delivery instanceof Throttled
                || delivery instanceof LeftAlone
                || delivery instanceof NotAttempted) {
            breaker.releasePermission();
        } else if (delivery instanceof Deferred || delivery instanceof Unknown) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new NotWorking());
        } else {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** {@inheritDoc} It is 1 when the provider is to be tried again, and 0 before that. */
    @Override
    public int room(int limit) {
        return switch (breaker.getState()) {
            case OPEN -> clock.instant().isBefore(probeAt) ? 0 : 1;
            case HALF_OPEN -> 1;
            default -> sender.room(limit);
        };
    }

    @Override
    public Map<String, Breaker> breakers() {
        var state =
                switch (breaker.getState()) {
                    case OPEN -> Breaker.State.OPEN;
                    case HALF_OPEN -> Breaker.State.HALF_OPEN;
                    default -> Breaker.State.CLOSED;
                };
        return Map.of(provider, new Breaker(state, since));
    }

    @Override
    public Optional<Failed> connect() {
        return sender.connect();
    }

    @Override
    public void close() {
        sender.close();
    }

    /** A failure as the breaker counts it; it is never thrown. */
    private static final class NotWorking extends Exception {

        private static final long serialVersionUID = 1;

        NotWorking() {
            super(null, null, false, false);
        }
    }
}
