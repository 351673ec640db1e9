package org.userphone.domain.account;

import org.userphone.domain.InMemory;
import org.userphone.domain.sms.InMemorySmsOutbox;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.InMemoryUsers;

/** Changes and their SMS in maps, for tests; it passes the same contract as the real adapter. */
public final class InMemoryTransactionalOutbox implements TransactionalOutbox {

    private final InMemory memory;
    private final InMemoryUsers users;
    private final InMemorySmsOutbox outbox;

    public InMemoryTransactionalOutbox(
            InMemory memory, InMemoryUsers users, InMemorySmsOutbox outbox) {
        this.memory = memory;
        this.users = users;
        this.outbox = outbox;
    }

    @Override
    public void append(Change change, Sms sms) {
        memory.run(
                () -> {
                    users.append(change);
                    outbox.add(sms);
                });
    }
}
