package org.userphone.domain.sms;

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

    /** Lets go of its connections, if it keeps any; nothing is sent after that. */
    default void close() {}
}
