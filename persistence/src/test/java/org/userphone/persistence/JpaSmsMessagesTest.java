package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.EarlyReceipts;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsMessagesContract;

class JpaSmsMessagesTest {

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(Engine.H2);
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        OnPostgreSql() {
            super(Engine.POSTGRESQL);
        }
    }

    abstract static class Contract implements SmsMessagesContract {

        private final TestDatabase database;
        private final SmsMessages messages;
        private final EarlyReceipts early;

        Contract(Engine engine) {
            database = TestDatabase.empty(engine);
            messages = new JpaSmsMessages(database.entityManager());
            early = new JpaEarlyReceipts(database.entityManager());
        }

        @Override
        public SmsMessages messages() {
            return messages;
        }

        @Override
        public EarlyReceipts early() {
            return early;
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
