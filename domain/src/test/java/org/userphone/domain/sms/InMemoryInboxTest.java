package org.userphone.domain.sms;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryInboxTest implements InboxContract {

    private final Inbox inbox = new InMemoryInbox();

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public Transactions transactions() {
        return new InMemory();
    }
}
