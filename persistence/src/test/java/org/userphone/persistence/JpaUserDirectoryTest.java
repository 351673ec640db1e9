package org.userphone.persistence;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.user.UserDirectory;
import org.userphone.domain.user.UserDirectoryContract;
import org.userphone.domain.user.Users;

class JpaUserDirectoryTest {

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

    abstract static class Contract implements UserDirectoryContract {

        private final TestDatabase database;

        Contract(TestDatabase database) {
            this.database = database;
        }

        @Override
        public UserDirectory directory() {
            return new JpaUserDirectory(
                    database.entityManager(), new SearchTimeout(Duration.ofSeconds(5)));
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
