package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Deadline;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Transactions;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.People;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.PhoneChanged;
import org.userphone.domain.user.Users;
import org.userphone.domain.user.UsersContract;

class JpaUsersTest {

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

        /** H2 ignores the timeout of a query and waits as long as its URL says. */
        @Test
        void aLockIsNotWaitedForLongerThanSomebodyWaitsForTheCall() {
            add();

            database()
                    .run(
                            () -> {
                                users().lock(MINNIE);
                                elsewhere(
                                        () ->
                                                assertThatThrownBy(
                                                                () ->
                                                                        lockWithin(
                                                                                Duration.ofMillis(
                                                                                        300)))
                                                        .isInstanceOf(Abandoned.class));
                            });
        }

        private void lockWithin(Duration patience) {
            deadlines()
                    .within(Deadline.in(patience), () -> database().in(() -> users().lock(MINNIE)));
        }
    }

    abstract static class Contract implements UsersContract {

        private final TestDatabase database;
        private final Deadlines deadlines = new Deadlines();
        private final Users users;

        Contract(TestDatabase database) {
            this.database = database;
            users = new JpaUsers(database.entityManager(), Secrets.keyring(), deadlines);
        }

        TestDatabase database() {
            return database;
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Override
        public Deadlines deadlines() {
            return deadlines;
        }

        @Test
        void aLockedUserIsReadAnewEvenIfItWasReadBefore() {
            add();

            database.run(
                    () -> {
                        users.find(MINNIE);
                        elsewhere(() -> append(NOON, new PhoneChanged(NUMBER)));

                        assertThat(users.lock(MINNIE).orElseThrow().human().phone().number())
                                .contains(NUMBER);
                    });
        }

        @Test
        void aHistoryOfAThousandEventsIsReadBack() {
            add();
            var changes =
                    IntStream.rangeClosed(1, 1000)
                            .mapToObj(i -> new PhoneChanged(new PhoneNumber("+4179" + i)))
                            .toArray(UserEvent[]::new);
            append(NOON, changes);

            var history = database.in(() -> users.history(MINNIE, 0, 2000));

            assertThat(history).hasSize(1001);
            assertThat(User.replay(MINNIE, ACME, history)).isEqualTo(find());
        }

        @Test
        void theHourThatSummerTimeRepeatsIsKeptApart() {
            add();
            for (var at : List.of("2027-10-31T00:30:00Z", "2027-10-31T01:30:00.000001Z")) {
                append(Instant.parse(at), new PhoneChanged(NUMBER));

                assertThat(find().last().at()).isEqualTo(at);
            }
        }

        private User find() {
            return database.in(() -> users.find(MINNIE)).orElseThrow();
        }

        void add() {
            database.run(() -> users.append(People.added(MINNIE, Optional.empty())));
        }

        private void append(Instant at, UserEvent... events) {
            database.run(
                    () ->
                            users.append(
                                    users.lock(MINNIE)
                                            .orElseThrow()
                                            .record(List.of(events), Editor.of(MINNIE), at)));
        }

        static void elsewhere(Runnable work) {
            CompletableFuture.runAsync(work).join();
        }
    }
}
