package org.userphone.domain.user;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryUsersTest implements UsersContract {

    private final InMemory memory = new InMemory();
    private final Users users = new InMemoryUsers(memory);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
