package org.userphone.domain.sms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The inbox in a list, for tests; it passes the same contract as the real adapter. */
public final class InMemoryInbox implements Inbox {

    private final Deque<Message> messages = new ArrayDeque<>();

    @Override
    public synchronized void put(Message message) {
        if (messages.stream().noneMatch(known -> known.id().equals(message.id()))) {
            messages.addFirst(message);
        }
    }

    @Override
    public synchronized List<Message> latest(int most) {
        return messages.stream().limit(most).toList();
    }
}
