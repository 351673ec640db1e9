package org.userphone.domain.sms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Spreads what becomes of messages to whoever counts or logs it. It is told when it is written: a
 * transaction that fails to commit after that is told of again when it is repeated.
 */
public final class SmsEvents {

    /** What was made of a receipt. */
    public enum Outcome {
        /** It told what became of its message. */
        APPLIED,
        /** The message had come to a final state before. */
        REPEATED,
        /** Its message is not recorded yet. */
        EARLY,
        /** Its message was never recorded. */
        UNMATCHED
    }

    /** Who wants to know. */
    public interface Listener {

        /** A message has come to another state. */
        default void changed(SmsMessage message) {}

        /** So many receipts had this outcome. */
        default void received(Outcome outcome, int receipts) {}
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    void changed(SmsMessage message) {
        listeners.forEach(listener -> listener.changed(message));
    }

    void received(Outcome outcome, int receipts) {
        if (receipts > 0) {
            listeners.forEach(listener -> listener.received(outcome, receipts));
        }
    }
}
