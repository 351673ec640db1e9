package org.userphone.domain.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.SmsSender.Asked;

/**
 * One provider that was asked once to send a message, and what came of it.
 *
 * @param provider the name of the provider in the configuration
 * @param at when the provider was asked
 * @param took how long it was until the outcome was known
 * @param reason a word or two, the provider's own where it has some; digits that could be a phone
 *     number are removed
 */
public record Attempt(
        String provider, Instant at, Duration took, Outcome outcome, Optional<String> reason) {

    /** What came of asking a provider; {@link Delivery} says what each of them means. */
    public enum Outcome {
        ACCEPTED,
        REFUSED,
        DEFERRED,
        UNKNOWN,
        THROTTLED,
        MISCONFIGURED;

        public static Outcome of(Delivery delivery) {
            if (delivery instanceof Accepted) {
                return ACCEPTED;
            }
            if (delivery instanceof Refused) {
                return REFUSED;
            }
            if (delivery instanceof Unknown) {
                return UNKNOWN;
            }
            if (delivery instanceof Throttled) {
                return THROTTLED;
            }
            return delivery instanceof Misconfigured ? MISCONFIGURED : DEFERRED;
        }
    }

    public Attempt {
        reason = reason.map(Receipt::sanitise).filter(text -> !text.isBlank());
    }

    /**
     * @param end when the outcome was known
     */
    static Attempt of(Asked asked, Instant end) {
        return new Attempt(
                asked.provider(),
                end.minus(asked.took()),
                asked.took(),
                Outcome.of(asked.delivery()),
                reasonOf(asked.delivery()));
    }

    private static Optional<String> reasonOf(Delivery delivery) {
        if (delivery instanceof Refused refused) {
            return Optional.of(refused.reason());
        }
        return delivery instanceof Failed failed ? Optional.of(failed.reason()) : Optional.empty();
    }

    boolean isAccepted() {
        return outcome == Outcome.ACCEPTED;
    }
}
