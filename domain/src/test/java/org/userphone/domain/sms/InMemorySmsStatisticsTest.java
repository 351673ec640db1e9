package org.userphone.domain.sms;

import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Transactions;
import org.userphone.domain.user.Users;

class InMemorySmsStatisticsTest implements SmsStatisticsContract {

    private final InMemoryDomain domain = new InMemoryDomain();

    @Override
    public SmsStatistics statistics() {
        return domain.statistics;
    }

    @Override
    public SmsMessages messages() {
        return domain.messages;
    }

    @Override
    public void put(Sms sms) {
        domain.memory.run(() -> domain.outbox.add(sms));
    }

    @Override
    public Users users() {
        return domain.users;
    }

    @Override
    public Transactions transactions() {
        return domain.memory;
    }
}
