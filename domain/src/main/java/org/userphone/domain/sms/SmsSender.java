package org.userphone.domain.sms;

/** Hands one message to a provider. It is called outside any transaction and may take seconds. */
public interface SmsSender {

    /**
     * Sends it, under its id wherever the provider knows one. Whatever becomes of it is a {@link
     * Delivery}; an exception is a fault of the sender.
     */
    Delivery send(Sms sms);

    /** Lets go of its connections, if it keeps any; nothing is sent after that. */
    default void close() {}
}
