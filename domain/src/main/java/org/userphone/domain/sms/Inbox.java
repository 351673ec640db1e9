package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import org.userphone.domain.access.UserId;

/** The development inbox: what would have been sent, kept to be looked at. */
public interface Inbox {

    /** A message that has arrived; its text is readable, as on a phone. */
    record Message(String id, UserId user, String recipient, String text, Instant at) {

        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /**
     * Keeps a message, in a transaction of its own if there is none; one with the same id is there
     * once only.
     */
    void put(Message message);

    /** Removes every message to a user. */
    void forget(UserId user);

    /** The latest messages, newest first. */
    List<Message> latest(int limit);
}
