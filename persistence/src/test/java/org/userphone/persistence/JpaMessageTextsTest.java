package org.userphone.persistence;

import org.junit.jupiter.api.Nested;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.MessageTextsContract;

class JpaMessageTextsTest {

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

    abstract static class Contract implements MessageTextsContract {

        private final TestDatabase database;
        private final MessageTexts texts;

        Contract(TestDatabase database) {
            this.database = database;
            texts = new JpaMessageTexts(database.entityManager(), new MessageTextCache());
        }

        @Override
        public MessageTexts texts() {
            return texts;
        }

        @Override
        public SmsProviders instance() {
            return new JpaSmsProviders(database.entityManager(), Secrets.keyring());
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
