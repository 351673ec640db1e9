package org.userphone.persistence;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.user.EventLog;
import org.userphone.domain.user.EventLogContract;
import org.userphone.domain.user.Users;

class JpaEventLogTest {

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

    abstract static class Contract implements EventLogContract {

        private final TestDatabase database;

        Contract(TestDatabase database) {
            this.database = database;
        }

        @Override
        public EventLog log() {
            return new JpaEventLog(
                    database.entityManager(),
                    Secrets.keyring(),
                    new SearchTimeout(Duration.ofSeconds(5)));
        }

        @Override
        public Users users() {
            return new JpaUsers(database.entityManager(), Secrets.keyring(), new Deadlines());
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
