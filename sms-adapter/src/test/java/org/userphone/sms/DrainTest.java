package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.MovableClock;
import org.userphone.domain.user.UserId;
import org.userphone.domain.user.Verification;

class DrainTest {

    private static final int BATCH = 10;

    private final RecordingLog log = new RecordingLog();
    private final MovableClock clock = new MovableClock(NOON);
    private final Queue<IntSupplier> batches = new ArrayDeque<>();
    private final Drain drain = new Drain(() -> batches.remove().getAsInt(), BATCH, clock, log);

    @BeforeEach
    void theApplicationHasStarted() {
        clock.advance(Drain.TIME_TO_START);
    }

    @Test
    void aFullBatchIsFollowedByAnother() {
        next(BATCH, BATCH, 3, 7);

        drain.run();

        assertThat(batches).hasSize(1);
        assertThat(log.levels()).isEmpty();
    }

    @Test
    void anEmptyOutboxIsLookedAtOnce() {
        next(0, 7);

        drain.run();

        assertThat(batches).hasSize(1);
    }

    @Test
    void aFailureEndsTheLookAndNotTheTimer() {
        batches.add(failing(new IllegalStateException("outage")));
        next(0);

        drain.run();
        drain.run();

        assertThat(batches).isEmpty();
    }

    @Test
    void anOutageIsWarnedOfOnceAndItsEndIsTold() {
        for (int i = 0; i < 100; i++) {
            batches.add(failing(new IllegalStateException("outage " + i)));
        }
        next(0, 0);

        while (!batches.isEmpty()) {
            drain.run();
        }

        assertThat(log.levels()).filteredOn(WARNING::equals).hasSize(1);
        assertThat(log.levels()).filteredOn(INFO::equals).hasSize(1);
        assertThat(log.levels()).filteredOn(DEBUG::equals).hasSize(99);
    }

    @Test
    void eachKindOfFailureIsWarnedOf() {
        batches.add(failing(new IllegalStateException("one")));
        batches.add(failing(new IllegalStateException("one", new ArithmeticException())));
        batches.add(failing(new IllegalArgumentException("other")));

        while (!batches.isEmpty()) {
            drain.run();
        }

        assertThat(log.levels()).containsExactly(WARNING, WARNING, WARNING);
    }

    @Test
    void failuresBeforeTheApplicationHasStartedAreNoOutage() {
        clock.advance(Duration.ofMillis(-1));
        batches.add(failing(new IllegalStateException("no data source yet")));
        drain.run();
        assertThat(log.levels()).containsExactly(DEBUG);

        clock.advance(Duration.ofMillis(1));
        batches.add(failing(new IllegalStateException("no data source at all")));
        drain.run();
        assertThat(log.levels()).containsExactly(DEBUG, WARNING);
    }

    @Test
    void theApplicationHasStartedOnceALookSucceeded() {
        clock.advance(Duration.ofMillis(-1));
        next(0);
        batches.add(failing(new IllegalStateException("outage")));

        drain.run();
        drain.run();

        assertThat(log.levels()).containsExactly(WARNING);
    }

    @Test
    void theNextOutageIsWarnedOfAgain() {
        batches.add(failing(new IllegalStateException("outage")));
        next(0);
        batches.add(failing(new IllegalStateException("outage")));

        while (!batches.isEmpty()) {
            drain.run();
        }

        assertThat(log.levels()).containsExactly(WARNING, INFO, WARNING);
    }

    @Test
    void anErrorOfTheMachineIsNotTakenForAnOutage() {
        batches.add(
                () -> {
                    throw new StackOverflowError();
                });

        assertThatThrownBy(drain::run).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void noBatchIsBegunAfterTheStop() {
        batches.add(
                () -> {
                    drain.stop();
                    return BATCH;
                });
        next(BATCH);

        drain.run();
        drain.run();

        assertThat(batches).hasSize(1);
    }

    @Test
    void whoStopsItWaitsForTheBatchUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        batches.add(
                () -> {
                    begun.countDown();
                    await(end);
                    return BATCH;
                });
        next(BATCH);
        var timer = Executors.newSingleThreadExecutor();
        try {
            var look = timer.submit(drain);
            await(begun);
            assertThat(drain.stop(Duration.ofMillis(1))).isFalse();
            end.countDown();

            assertThat(drain.stop(Duration.ofSeconds(10))).isTrue();

            look.get();
            assertThat(batches).hasSize(1);
        } finally {
            end.countDown();
            timer.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theWholeOutboxIsDrainedAtOnce() {
        var domain = new InMemoryDomain();
        int messages = 3 * RETRIES.batch();
        for (int i = 0; i < messages; i++) {
            var id = new UserId("user-" + i);
            domain.known(id, Optional.empty());
            domain.set(ADMIN, id, "+41790000000", Verification.SEND_CODE);
        }

        new Drain(domain.deliverDueSms::deliver, RETRIES.batch(), clock, log).run();

        assertThat(domain.sender.sent()).hasSize(messages);
        assertThat(domain.outbox.size()).isZero();
    }

    private void next(Integer... claimed) {
        List.of(claimed).forEach(size -> batches.add(() -> size));
    }

    private static IntSupplier failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }
}
