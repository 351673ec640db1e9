package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.EarlyReceipts;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsMessagesContract;
import org.userphone.domain.sms.SmsOutbox;

class JpaSmsMessagesTest {

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

    abstract static class Contract implements SmsMessagesContract {

        private final TestDatabase database;
        private final SmsMessages messages;
        private final EarlyReceipts early;
        private final JpaSmsOutbox outbox;

        Contract(TestDatabase database) {
            this.database = database;
            messages =
                    new JpaSmsMessages(
                            database.entityManager(), new SearchTimeout(Duration.ofSeconds(5)));
            outbox = new JpaSmsOutbox(database.entityManager(), Secrets.keyring(), () -> {});
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
        public SmsOutbox outbox() {
            return database.transactional(SmsOutbox.class, outbox);
        }

        @Override
        public void put(Sms sms) {
            outbox.add(sms);
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Test
        void aLongMessageTakesItsPartsAlong() {
            aLongMessageIsRemovedWithItsParts();

            var left = "select count(*) from sms_part";
            assertThat(
                            database.in(
                                    () ->
                                            (Number)
                                                    database.entityManager()
                                                            .createNativeQuery(left)
                                                            .getSingleResult()))
                    .hasToString("0");
        }

        @AfterEach
        void everyStatementWasPrepared() {
            assertThat(database.wiretap().heard()).doesNotContain(Wiretap.NOT_PREPARED);
        }
    }
}
