package org.userphone.sms;

import java.util.List;

/** A provider on the loopback address that speaks the real protocol and behaves as it is told. */
public interface FakeProvider extends AutoCloseable {

    /** At first it accepts. */
    enum Behaviour {
        ACCEPTS,
        REFUSES_THE_NUMBER,
        THROTTLES,
        FAILS,
        KEEPS_SILENT
    }

    void behave(Behaviour behaviour);

    /** The texts that it accepted, put together from their parts, in order. */
    List<String> texts();

    /** The numbers they go to, in E.164 form. */
    List<String> recipients();

    /** Ends all connections and refuses new ones. */
    void goAway();

    @Override
    default void close() {
        goAway();
    }
}
