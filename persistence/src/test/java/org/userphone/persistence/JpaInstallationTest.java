package org.userphone.persistence;

import org.junit.jupiter.api.Nested;
import org.userphone.domain.Transactions;
import org.userphone.domain.installation.Installation;
import org.userphone.domain.installation.InstallationContract;

class JpaInstallationTest {

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

    abstract static class Contract implements InstallationContract {

        private final TestDatabase database;
        private final Installation installation;

        Contract(TestDatabase database) {
            this.database = database;
            installation = new JpaInstallation(database.entityManager());
        }

        @Override
        public Installation installation() {
            return installation;
        }

        @Override
        public Transactions transactions() {
            return database;
        }
    }
}
