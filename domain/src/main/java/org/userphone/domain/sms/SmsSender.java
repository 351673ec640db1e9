package org.userphone.domain.sms;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.user.PhoneNumber;

/** Sends messages by a provider. It is called outside any transaction and may take seconds. */
public interface SmsSender {

    /**
     * A provider that was asked for a message. One that is left alone was not asked.
     *
     * @param provider the name of the provider in the configuration
     * @param took how long it was until the delivery was known
     */
    record Asked(String provider, Delivery delivery, Duration took) {}

    /**
     * Sends a message, with its id if the provider accepts ids. What providers answer is a {@link
     * Delivery}; an exception is an error of the sender itself.
     */
    Delivery send(Sms sms);

    /**
     * Sends a message again that this provider may have received, with the same id. If there are
     * several providers, this one is asked first.
     */
    default Delivery sendAgain(Sms sms, String provider) {
        return send(sms);
    }

    /** As {@link #send(Sms)}, and tells of each provider that was asked, in their order. */
    default Delivery send(Sms sms, Consumer<Asked> listener) {
        return send(sms);
    }

    /**
     * As {@link #sendAgain(Sms, String)}, and tells of each provider that was asked, in their
     * order.
     */
    default Delivery sendAgain(Sms sms, String provider, Consumer<Asked> listener) {
        return sendAgain(sms, provider);
    }

    /**
     * Opens the connection to the provider, if the sender keeps one and it is not open, so that the
     * provider can send receipts before it gets another message. It is called periodically and may
     * take seconds.
     *
     * @return why there is no connection; empty if there is one, or if the sender keeps none
     */
    default Optional<Failed> connect() {
        return Optional.empty();
    }

    /**
     * How many of so many messages the sender would accept now. A provider that is down or wants
     * not to be asked gets no messages, and so they have no failed attempts.
     */
    default int room(int limit) {
        return limit;
    }

    /**
     * Which provider makes and checks the codes for this number itself.
     *
     * @return the name of the provider in the configuration; empty if codes for this number are
     *     made here
     */
    default Optional<String> makesCode(PhoneNumber number) {
        return Optional.empty();
    }

    /** The names of the providers that would be asked for a message, in their order. */
    default List<String> providers(Sms sms) {
        return List.of();
    }

    /** The circuit breakers of this node, by the names of their providers. */
    default Map<String, Breaker> breakers() {
        return Map.of();
    }

    /** Closes the connections, if the sender keeps any. Nothing may be sent after that. */
    default void close() {}
}
