package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.Transactions;
import org.userphone.domain.guard.SendCounts;
import org.userphone.domain.guard.SendCountsContract;

class JpaSendCountsTest {

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

    abstract static class Contract implements SendCountsContract {

        private final TestDatabase database;
        private final SendCounts counts;

        Contract(TestDatabase database) {
            this.database = database;
            counts =
                    new JpaSendCounts(
                            database.entityManager(),
                            new SearchTimeout(Duration.ofSeconds(10)),
                            database.settings());
        }

        @Override
        public SendCounts counts() {
            return counts;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Override
        public Set<String> keys() {
            return database.in(() -> Set.copyOf(rows()));
        }

        private List<String> rows() {
            return database.entityManager()
                    .createQuery("select c.key from SendCountRow c", String.class)
                    .getResultList();
        }

        @AfterEach
        void everyStatementWasPrepared() {
            assertThat(database.wiretap().heard()).doesNotContain(Wiretap.NOT_PREPARED);
        }
    }
}
