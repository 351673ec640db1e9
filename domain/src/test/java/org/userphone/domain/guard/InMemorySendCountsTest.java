package org.userphone.domain.guard;

import java.util.Set;
import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.InMemorySmsProviders;

class InMemorySendCountsTest implements SendCountsContract {

    private final InMemory memory = new InMemory();
    private final InMemorySendCounts counts =
            new InMemorySendCounts(memory, new InMemorySmsProviders(memory));

    @Override
    public SendCounts counts() {
        return counts;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }

    @Override
    public Set<String> keys() {
        return counts.keys();
    }
}
