package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.Organisations;
import org.userphone.domain.access.OrganisationsContract;

class JpaOrganisationsTest {

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

    abstract static class Contract implements OrganisationsContract {

        private static final int REQUESTS = 8;

        private final TestDatabase database;
        private final Organisations organisations;

        Contract(TestDatabase database) {
            this.database = database;
            organisations = new JpaOrganisations(database.entityManager());
        }

        @Override
        public Organisations organisations() {
            return organisations;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Test
        void rememberingAtTheSameMomentIsNoError() throws Exception {
            var pool = Executors.newFixedThreadPool(REQUESTS);
            var start = new CyclicBarrier(REQUESTS);
            try {
                Callable<Boolean> request =
                        () -> {
                            start.await();
                            return database.in(
                                    () -> {
                                        organisations.remember(ACME);
                                        return organisations.knows(ACME);
                                    });
                        };
                for (var known : pool.invokeAll(Collections.nCopies(REQUESTS, request))) {
                    assertThat(known.get()).isTrue();
                }
            } finally {
                pool.shutdown();
            }
        }
    }
}
