package org.userphone.domain.idempotency;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemoryAnswersTest implements AnswersContract {

    private final InMemory memory = new InMemory();
    private final InMemoryAnswers answers = new InMemoryAnswers(memory);

    @Override
    public Answers answers() {
        return answers;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }

    @Override
    public int size() {
        return answers.size();
    }
}
