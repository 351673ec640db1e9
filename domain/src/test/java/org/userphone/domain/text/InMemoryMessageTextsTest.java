package org.userphone.domain.text;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryMessageTextsTest implements MessageTextsContract {

    private final InMemory memory = new InMemory();
    private final MessageTexts texts = new InMemoryMessageTexts(memory);

    @Override
    public MessageTexts texts() {
        return texts;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
