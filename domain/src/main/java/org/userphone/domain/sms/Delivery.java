package org.userphone.domain.sms;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one attempt to send. Providers refuse all day: that is a result, no exception. A
 * reason is a word or two for an operator, without codes, numbers or credentials.
 */
public sealed interface Delivery {

    /**
     * The provider took the message over.
     *
     * @param provider which one, by the name that the configuration gives it
     * @param reference the provider's own id of it
     */
    record Accepted(String provider, String reference) implements Delivery {}

    /** Nobody was asked: this is no attempt, and the end of its lease brings the message back. */
    record NotAttempted() implements Delivery {}

    /** Never, because of the number or the message; trying again would change nothing. */
    record Refused(String reason) implements Delivery {}

    /** Not this time: the message is tried again, with the same id. */
    sealed interface Failed extends Delivery {

        String reason();

        /** How long the provider wants to be left alone; empty if it did not say. */
        default Optional<Duration> retryAfter() {
            return Optional.empty();
        }

        /**
         * The provider that may have got it all the same; empty if none has, or there is but one.
         */
        default Optional<String> inDoubtAt() {
            return Optional.empty();
        }

        /** Whether it is tried again as long as its code lives, however many attempts failed. */
        default boolean isEndless() {
            return false;
        }
    }

    /** The provider did not take it now, and said so or could not be reached. */
    record Deferred(String reason) implements Failed {}

    /**
     * The provider may have got it, but no answer came. It does not count as sent; a provider that
     * knows the id again sends it once.
     *
     * @param provider which one, where there is a choice between several
     */
    record Unknown(String reason, Optional<String> provider) implements Failed {

        public Unknown(String reason) {
            this(reason, Optional.empty());
        }

        @Override
        public Optional<String> inDoubtAt() {
            return provider;
        }
    }

    /** The provider was asked too much at once; that is no fault of the message. */
    record Throttled(String reason, Optional<Duration> retryAfter) implements Failed {

        @Override
        public boolean isEndless() {
            return true;
        }
    }

    /**
     * The provider refuses us, not the message: our credentials or sender are wrong. An operator
     * can set that right while the code lives.
     */
    record Misconfigured(String reason) implements Failed {

        @Override
        public boolean isEndless() {
            return true;
        }
    }
}
