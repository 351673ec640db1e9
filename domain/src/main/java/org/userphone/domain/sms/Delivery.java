package org.userphone.domain.sms;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of one attempt to send a message. Refusals by providers are everyday results and not
 * exceptions. A reason is a word or two for an operator and contains no code, number or credential.
 */
public sealed interface Delivery {

    /** What the outcome is called in logs and metrics: {@code not_attempted}. */
    default String name() {
        var words = getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return words.toLowerCase(Locale.ROOT);
    }

    /**
     * The provider accepted the message.
     *
     * @param provider the name of the provider in the configuration
     * @param reference the provider's own id of the message
     * @param parts the provider's own ids of the parts of a long message, if it reports on each of
     *     them; empty if it reports on the message
     */
    record Accepted(String provider, String reference, List<String> parts) implements Delivery {

        public Accepted {
            parts = List.copyOf(parts);
        }

        /** A message on which the provider reports as a whole. */
        public Accepted(String provider, String reference) {
            this(provider, reference, List.of());
        }
    }

    /**
     * No provider was asked. This does not count as an attempt; the message is due again when its
     * lease ends.
     */
    record NotAttempted() implements Delivery {}

    /**
     * The provider refuses the number or the message for good; another attempt would change
     * nothing.
     */
    record Refused(String reason) implements Delivery {}

    /** The attempt failed, and the message is to be tried again with the same id. */
    sealed interface Failed extends Delivery {

        String reason();

        /** How long the provider wants not to be asked; empty if it did not say. */
        default Optional<Duration> retryAfter() {
            return Optional.empty();
        }

        /**
         * The provider that may have received the message nevertheless; empty if none has, or if
         * there is only one provider.
         */
        default Optional<String> inDoubtAt() {
            return Optional.empty();
        }

        /**
         * Whether the message is tried again until its code expires, however many attempts have
         * failed.
         */
        default boolean isEndless() {
            return false;
        }
    }

    /** The provider answered that it does not accept the message now, or could not be reached. */
    record Deferred(String reason) implements Failed {}

    /**
     * The provider may have received the message, but no answer came. The message does not count as
     * sent; a provider that recognises its id sends it once only.
     *
     * @param provider the name of the provider, where there are several
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

    /**
     * The provider accepts no more messages at the moment (rate limit); this says nothing about the
     * message.
     */
    record Throttled(String reason, Optional<Duration> retryAfter) implements Failed {

        @Override
        public boolean isEndless() {
            return true;
        }
    }

    /**
     * The provider was not asked, because it does not work or wants a rest; this says nothing about
     * the message. It is no attempt.
     *
     * @param rest how long the provider is not asked for
     */
    record LeftAlone(String reason, Duration rest) implements Failed {

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(rest);
        }

        @Override
        public boolean isEndless() {
            return true;
        }
    }

    /**
     * The provider refuses the account: the credentials or the sender are wrong. An operator can
     * correct that while the code is valid.
     */
    record Misconfigured(String reason) implements Failed {

        @Override
        public boolean isEndless() {
            return true;
        }
    }
}
