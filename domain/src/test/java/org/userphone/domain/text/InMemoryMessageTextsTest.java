package org.userphone.domain.text;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.provider.SmsProviders;

class InMemoryMessageTextsTest implements MessageTextsContract {

    private final InMemory memory = new InMemory();
    private final InMemorySmsProviders instance = new InMemorySmsProviders(memory);
    private final MessageTexts texts = new InMemoryMessageTexts(memory, instance);

    @Override
    public MessageTexts texts() {
        return texts;
    }

    @Override
    public SmsProviders instance() {
        return instance;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
