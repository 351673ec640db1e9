package org.userphone.domain.account;

import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.InMemorySmsOutbox;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.user.InMemoryUsers;
import org.userphone.domain.user.Users;

class InMemoryTransactionalOutboxTest implements TransactionalOutboxContract {

    private final InMemory memory = new InMemory();
    private final InMemoryUsers users = new InMemoryUsers(memory, new Deadlines());
    private final InMemorySmsOutbox outbox = new InMemorySmsOutbox(memory);

    @Override
    public TransactionalOutbox both() {
        return new InMemoryTransactionalOutbox(memory, users, outbox);
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public SmsOutbox outbox() {
        return outbox;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
