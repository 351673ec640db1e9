package org.userphone.persistence;

import org.junit.jupiter.api.Nested;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.user.UserBulk;
import org.userphone.domain.user.UserBulkContract;
import org.userphone.domain.user.Users;

class JpaUserBulkTest {

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

    abstract static class Contract implements UserBulkContract {

        private final TestDatabase database;
        private final JpaUsers users;

        Contract(TestDatabase database) {
            this.database = database;
            this.users = new JpaUsers(database.entityManager(), Secrets.keyring(), new Deadlines());
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public UserBulk bulk() {
            return new JpaUserBulk(database.entityManager(), users, new Deadlines());
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
