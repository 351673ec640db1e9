package org.userphone.domain.sms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.userphone.domain.access.UserId;

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
    public synchronized void forget(UserId user) {
        messages.removeIf(message -> message.user().equals(user));
    }

    @Override
    public synchronized List<Message> latest(int max) {
        return messages.stream().limit(max).toList();
    }
}
