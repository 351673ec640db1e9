package org.userphone.domain.user;

import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryEventLogTest implements EventLogContract {

    private final InMemory memory = new InMemory();
    private final InMemoryUsers users = new InMemoryUsers(memory, new Deadlines());

    @Override
    public EventLog log() {
        return new InMemoryEventLog(users);
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
