package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NOON;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.idempotency.Answer;
import org.userphone.domain.idempotency.Answers;
import org.userphone.domain.idempotency.AnswersContract;

class JpaAnswersTest {

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

    abstract static class Contract implements AnswersContract {

        private final TestDatabase database;
        private final Answers answers;

        Contract(TestDatabase database) {
            this.database = database;
            answers = new JpaAnswers(database.entityManager(), Secrets.keyring());
        }

        @Override
        public Answers answers() {
            return answers;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Override
        public int size() {
            return database.in(
                            () ->
                                    database.entityManager()
                                            .createQuery(
                                                    "select count(a) from KeptAnswerRow a",
                                                    Long.class)
                                            .getSingleResult())
                    .intValue();
        }

        @AfterEach
        void everyStatementWasPrepared() {
            assertThat(database.wiretap().heard()).doesNotContain(Wiretap.NOT_PREPARED);
        }

        @Test
        void neitherFingerprintNorTextAreReadableInTheTable() {
            anAnswerIsKeptAsItWasGiven();

            var sealed =
                    database.in(
                            () ->
                                    database.entityManager()
                                            .createQuery(
                                                    "select a.sealed from KeptAnswerRow a"
                                                            + " where a.place = 'here'",
                                                    String.class)
                                            .getSingleResult());

            assertThat(sealed).startsWith("test:").doesNotContain("fingerprint", "A1B2C3", "4179");
        }

        @Test
        void anAnswerOpensAtItsOwnPlaceOnly() {
            anAnswerIsKeptAsItWasGiven();
            database.run(
                    () ->
                            database.entityManager()
                                    .createNativeQuery(
                                            "update kept_answer set place = 'moved'"
                                                    + " where place = 'here'")
                                    .executeUpdate());

            assertThatThrownBy(() -> database.in(() -> answers.reserve("moved", NOON)))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void whoRemovesExpiredAnswersWaitsForNobody() {
            for (var place : new String[] {"held", "free", "also free"}) {
                keepExpired(place);
            }
            database.run(
                    () -> {
                        answers.reserve("held", NOON);
                        // The rows "free" and "also free" are removed, but the other transactions
                        // do not see that yet.
                        assertThat(elsewhere("new")).isEmpty();
                        answers.keep("held", ANSWER, LATER);
                    });

            assertThat(elsewhere("held")).contains(ANSWER);
            assertThat(size()).isEqualTo(2);
        }

        private void keepExpired(String place) {
            database.run(
                    () -> {
                        answers.reserve(place, NOON.minusSeconds(2));
                        answers.keep(place, ANSWER, NOON.minusSeconds(1));
                    });
        }

        /** In another transaction, at the same time. */
        private Optional<Answer> elsewhere(String place) {
            return CompletableFuture.supplyAsync(
                            () -> database.in(() -> answers.reserve(place, NOON)))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }
}
