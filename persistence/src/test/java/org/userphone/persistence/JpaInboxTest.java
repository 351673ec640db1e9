package org.userphone.persistence;

import org.junit.jupiter.api.Nested;
import org.userphone.domain.Transactions;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.InboxContract;

class JpaInboxTest {

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

    abstract static class Contract implements InboxContract {

        private final TestDatabase database;
        private final Inbox inbox;

        Contract(TestDatabase database) {
            this.database = database;
            inbox = new JpaInbox(database.entityManager());
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
