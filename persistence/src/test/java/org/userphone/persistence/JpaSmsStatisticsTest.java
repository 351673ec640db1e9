package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsStatistics;
import org.userphone.domain.sms.SmsStatisticsContract;
import org.userphone.domain.user.Users;

class JpaSmsStatisticsTest {

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.empty(Engine.H2));
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        OnPostgreSql() {
            super(TestDatabase.empty(Engine.POSTGRESQL));
        }
    }

    abstract static class Contract implements SmsStatisticsContract {

        private final SearchTimeout timeout = new SearchTimeout(Duration.ofSeconds(5));
        private final TestDatabase database;
        private final SmsStatistics statistics;
        private final SmsMessages messages;
        private final JpaSmsOutbox outbox;
        private final Users users;

        Contract(TestDatabase database) {
            this.database = database;
            var entityManager = database.entityManager();
            statistics = new JpaSmsStatistics(entityManager, timeout);
            messages = new JpaSmsMessages(entityManager, timeout);
            outbox = new JpaSmsOutbox(entityManager, Secrets.keyring(), () -> {});
            users = new JpaUsers(entityManager, Secrets.keyring(), new Deadlines());
        }

        @Override
        public SmsStatistics statistics() {
            return statistics;
        }

        @Override
        public SmsMessages messages() {
            return messages;
        }

        @Override
        public void put(Sms sms) {
            database.run(() -> outbox.add(sms));
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @AfterEach
        void everyStatementWasPrepared() {
            assertThat(database.wiretap().heard()).doesNotContain(Wiretap.NOT_PREPARED);
        }
    }
}
