package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import org.userphone.domain.access.UserId;

/** The inbox for development: messages that are kept to be looked at instead of being sent. */
public interface Inbox {

    /** A message in the inbox; its text is readable, as on a phone. */
    record Message(String id, UserId user, String recipient, String text, Instant at) {

        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /**
     * Stores a message, in a transaction of its own if there is none. Nothing happens if there is a
     * message with the same id.
     */
    void put(Message message);

    /** Removes every message to a user. */
    void forget(UserId user);

    /** The latest messages, newest first. */
    List<Message> latest(int limit);
}
