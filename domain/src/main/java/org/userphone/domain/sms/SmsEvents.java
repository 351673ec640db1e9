package org.userphone.domain.sms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.userphone.domain.sms.SmsSender.Asked;

/**
 * Notifies listeners, which log or count, of what becomes of messages. They are notified when it is
 * written: if the transaction then fails to commit and is repeated, they are notified again.
 */
public final class SmsEvents {

    /** What a receipt led to. */
    public enum Outcome {
        /** The receipt set the final state of its message. */
        APPLIED,
        /** The message had a final state already. */
        REPEATED,
        /** The message is not recorded yet; the receipt is kept. */
        EARLY,
        /** The message was never recorded; the receipt is removed. */
        UNMATCHED,
        /** The provider's word for the state is not known here. */
        NOT_UNDERSTOOD
    }

    /** Is notified of what becomes of messages. */
    public interface Listener {

        /** A message has a new state. */
        default void changed(SmsMessage message) {}

        /** A number of receipts had this outcome. */
        default void received(Outcome outcome, int receipts) {}

        /** A provider was asked to take a message, whatever came of it. */
        default void attempted(Sms sms, Asked asked) {}
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    void attempted(Sms sms, Asked asked) {
        listeners.forEach(listener -> listener.attempted(sms, asked));
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
