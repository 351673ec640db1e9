package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.provider.SmsProvidersContract;

class JpaSmsProvidersTest {

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

    abstract static class Contract implements SmsProvidersContract {

        private final TestDatabase database;
        private final SmsProviders providers;

        Contract(TestDatabase database) {
            this.database = database;
            providers =
                    database.transactional(
                            SmsProviders.class,
                            new JpaSmsProviders(database.entityManager(), Secrets.keyring()));
        }

        @Override
        public SmsProviders providers() {
            return providers;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Test
        void whatIsSecretIsNotReadableInAnyTable() {
            providersAreReadAsTheyWereKept();

            List<?> texts =
                    database.in(
                            () ->
                                    database.entityManager()
                                            .createNativeQuery(
                                                    "select sealed from sms_provider union"
                                                            + " select payload from instance_event")
                                            .getResultList());
            assertThat(texts).hasSizeGreaterThan(2);
            assertThat(texts.toString()).doesNotContain("secret", "hook.example");
        }
    }
}
