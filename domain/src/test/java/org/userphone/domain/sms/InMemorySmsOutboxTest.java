package org.userphone.domain.sms;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemorySmsOutboxTest implements SmsOutboxContract {

    private final InMemory memory = new InMemory();
    private final InMemorySmsOutbox outbox = new InMemorySmsOutbox(memory);

    @Override
    public SmsOutbox outbox() {
        return outbox;
    }

    @Override
    public void put(Sms sms) {
        outbox.add(sms);
    }

    @Override
    public Transactions transactions() {
        return memory;
    }

    @Override
    public int size() {
        return outbox.size();
    }
}
