package org.userphone.domain.provider;

import org.userphone.domain.InMemory;
import org.userphone.domain.Transactions;

class InMemorySmsProvidersTest implements SmsProvidersContract {

    private final InMemory memory = new InMemory();
    private final SmsProviders providers = new InMemorySmsProviders(memory);

    @Override
    public SmsProviders providers() {
        return providers;
    }

    @Override
    public Transactions transactions() {
        return memory;
    }
}
