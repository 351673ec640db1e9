package org.userphone.persistence;

import org.junit.jupiter.api.Nested;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.account.TransactionalOutbox;
import org.userphone.domain.account.TransactionalOutboxContract;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.user.Users;

class JpaTransactionalOutboxTest {

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

    abstract static class Contract implements TransactionalOutboxContract {

        private final TestDatabase database;
        private final Users users;
        private final JpaSmsOutbox outbox;

        Contract(TestDatabase database) {
            this.database = database;
            users = new JpaUsers(database.entityManager(), Secrets.keyring(), new Deadlines());
            outbox = new JpaSmsOutbox(database.entityManager(), Secrets.keyring(), () -> {});
        }

        @Override
        public TransactionalOutbox both() {
            return new JpaTransactionalOutbox(users, outbox);
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public SmsOutbox outbox() {
            return outbox;
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
