package org.userphone.domain.user;

import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryUsersTest implements UsersContract {

    private final InMemory memory = new InMemory();
    private final Deadlines deadlines = new Deadlines();
    private final Users users = new InMemoryUsers(memory, deadlines);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }

    @Override
    public Deadlines deadlines() {
        return deadlines;
    }
}
