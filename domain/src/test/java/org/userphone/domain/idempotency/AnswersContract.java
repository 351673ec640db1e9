package org.userphone.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NOON;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;

/** What every adapter of {@link Answers} must do. Each test starts with none kept. */
public interface AnswersContract {

    Instant LATER = NOON.plusSeconds(3600);
    Answer ANSWER = new Answer("fingerprint", "the code is A1B2C3\nand the number +41791234567");

    Answers answers();

    Transactions transactions();

    /** How many answers lie there, expired ones included. */
    int size();

    @Test
    default void anAnswerIsKeptAsItWasGiven() {
        keep("here", ANSWER, LATER);

        assertThat(reserve("here", NOON)).contains(ANSWER);
        assertThat(reserve("there", NOON)).isEmpty();
    }

    @Test
    default void anAnswerIsKeptUntilItExpires() {
        keep("here", ANSWER, LATER);

        assertThat(reserve("here", LATER.minusMillis(1))).contains(ANSWER);
        assertThat(reserve("here", LATER)).isEmpty();
    }

    @Test
    default void anExpiredAnswerMakesPlaceForAnother() {
        var other = new Answer("other", "other");
        keep("here", ANSWER, LATER);

        keep("here", other, LATER.plusSeconds(10), LATER);

        assertThat(reserve("here", LATER)).contains(other);
    }

    @Test
    default void anAnswerOfARolledBackTransactionWasNeverKept() {
        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    keep("here", ANSWER, LATER);
                                                    throw new Rejection(Reason.PHONE_INVALID);
                                                }))
                .isInstanceOf(Rejection.class);

        assertThat(size()).isZero();
        assertThat(reserve("here", NOON)).isEmpty();
    }

    @Test
    default void aPlaceThatWasReservedForNothingIsFreeAgain() {
        reserve("here", NOON);

        assertThat(reserve("here", NOON)).isEmpty();
        keep("here", ANSWER, LATER);
        assertThat(reserve("here", NOON)).contains(ANSWER);
    }

    @Test
    default void aPlaceIsFreeWhoeverReservedItForNothingByAClockThatIsAhead() {
        reserve("here", NOON.plusMillis(5));
        reserve("there", NOON.plusNanos(600));

        assertThat(reserve("here", NOON)).isEmpty();
        assertThat(reserve("there", NOON.plusNanos(600))).isEmpty();
    }

    @Test
    default void expiredAnswersAreRemovedOnTheWayAFewAtATime() {
        int all = Answers.MAX_REMOVED + 5;
        IntStream.range(0, all).forEach(i -> keep("place " + i, ANSWER, LATER));
        keep("lasting", ANSWER, LATER.plusSeconds(10));

        keep("new", ANSWER, LATER.plusSeconds(10), LATER.plusSeconds(1));
        assertThat(size()).isEqualTo(5 + 2);

        keep("newer", ANSWER, LATER.plusSeconds(10), LATER.plusSeconds(1));
        assertThat(size()).isEqualTo(3);
        assertThat(reserve("lasting", LATER.plusSeconds(1))).contains(ANSWER);
        assertThat(reserve("new", LATER.plusSeconds(1))).contains(ANSWER);
    }

    @Test
    default void placesThatWereReservedForNothingDoNotPileUp() {
        IntStream.range(0, 100).forEach(i -> reserve("place " + i, NOON));

        assertThat(size()).isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void ofManyWhoReserveAtOnceOneIsToAnswer(boolean expired) throws Exception {
        int many = 16;
        if (expired) {
            keep("here", new Answer("old", "old"), NOON);
        }
        var pool = Executors.newFixedThreadPool(many);
        var start = new CyclicBarrier(many);
        try {
            Callable<Optional<Answer>> caller =
                    () -> {
                        start.await();
                        return transactions().in(() -> reserveOrKeep("here"));
                    };
            var found = pool.invokeAll(Collections.nCopies(many, caller));
            int answered = 0;
            for (var answer : found) {
                answered += answer.get().isEmpty() ? 1 : 0;
                answer.get().ifPresent(kept -> assertThat(kept).isEqualTo(ANSWER));
            }
            assertThat(answered).isOne();
        } finally {
            pool.shutdown();
        }
    }

    private Optional<Answer> reserveOrKeep(String place) {
        var kept = answers().reserve(place, NOON);
        if (kept.isEmpty()) {
            answers().keep(place, ANSWER, LATER);
        }
        return kept;
    }

    private Optional<Answer> reserve(String place, Instant now) {
        return transactions().in(() -> answers().reserve(place, now));
    }

    private void keep(String place, Answer answer, Instant expiresAt) {
        keep(place, answer, expiresAt, NOON);
    }

    private void keep(String place, Answer answer, Instant expiresAt, Instant now) {
        transactions()
                .run(
                        () -> {
                            assertThat(answers().reserve(place, now)).isEmpty();
                            answers().keep(place, answer, expiresAt);
                        });
    }
}
