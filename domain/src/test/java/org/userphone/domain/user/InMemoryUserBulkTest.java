package org.userphone.domain.user;

import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryUserBulkTest implements UserBulkContract {

    private final InMemory memory = new InMemory();
    private final InMemoryUsers users = new InMemoryUsers(memory, new Deadlines());
    private final UserBulk bulk = new InMemoryUserBulk(users);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public UserBulk bulk() {
        return bulk;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
