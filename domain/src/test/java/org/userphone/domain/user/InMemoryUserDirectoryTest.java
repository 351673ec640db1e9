package org.userphone.domain.user;

import org.userphone.domain.Deadlines;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryUserDirectoryTest implements UserDirectoryContract {

    private final InMemory memory = new InMemory();
    private final InMemoryUsers users = new InMemoryUsers(memory, new Deadlines());
    private final UserDirectory directory = new InMemoryUserDirectory(users);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public UserDirectory directory() {
        return directory;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
