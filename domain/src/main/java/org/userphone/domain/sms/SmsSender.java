package org.userphone.domain.sms;

import java.util.Optional;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.user.PhoneNumber;

/** Hands one message to a provider. It is called outside any transaction and may take seconds. */
public interface SmsSender {

    /**
     * Sends it, under its id wherever the provider knows one. Whatever becomes of it is a {@link
     * Delivery}; an exception is a fault of the sender.
     */
    Delivery send(Sms sms);

    /**
     * Sends again, under the same id, what this provider may have got: it is asked first, wherever
     * there is a choice between several.
     */
    default Delivery sendAgain(Sms sms, String provider) {
        return send(sms);
    }

    /**
     * Opens its connection, if it keeps one that is not open, so that a provider can tell what
     * became of messages before it gets another. It is called again and again, and may take
     * seconds.
     *
     * @return why there is none; empty if there is, or if it keeps none
     */
    default Optional<Failed> connect() {
        return Optional.empty();
    }

    /**
     * How many of so many messages it is worth to offer now: a provider that does not work, or
     * wants to be left alone, needs no claims and no failed attempts.
     */
    default int room(int limit) {
        return limit;
    }

    /**
     * Whether codes for this number are made and checked by whoever sends them.
     *
     * @return the provider that does, by the name that the configuration gives it
     */
    default Optional<String> makesCode(PhoneNumber number) {
        return Optional.empty();
    }

    /** Lets go of its connections, if it keeps any; nothing is sent after that. */
    default void close() {}
}
