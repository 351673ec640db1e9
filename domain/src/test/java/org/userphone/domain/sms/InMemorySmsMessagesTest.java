package org.userphone.domain.sms;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemorySmsMessagesTest implements SmsMessagesContract {

    private final InMemory memory = new InMemory();
    private final InMemorySmsOutbox outbox = new InMemorySmsOutbox(memory);
    private final InMemorySmsMessages messages = new InMemorySmsMessages(memory, outbox);
    private final EarlyReceipts early = new InMemoryEarlyReceipts(memory, messages);

    @Override
    public SmsMessages messages() {
        return messages;
    }

    @Override
    public EarlyReceipts early() {
        return early;
    }

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
}
