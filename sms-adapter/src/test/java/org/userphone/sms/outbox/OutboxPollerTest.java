package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.MovableClock;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Verification;
import org.userphone.sms.RecordingLog;

class OutboxPollerTest {

    private static final int WORKERS = 5;

    /** How many messages are claimed when none is under way: two for each worker. */
    private static final int BATCH = 2 * WORKERS;

    private final RecordingLog log = new RecordingLog();
    private final MovableClock clock = new MovableClock(NOON);
    private List<Runnable> tasks = List.of();
    private final Queue<IntSupplier> batches = new ArrayDeque<>();
    private final OutboxPoller drain =
            new OutboxPoller(this::batch, Runnable::run, WORKERS, clock, log);

    @BeforeEach
    void theApplicationHasStarted() {
        clock.advance(OutboxPoller.TIME_TO_START);
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
        var end = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        batches.add(
                () -> {
                    begun.countDown();
                    await(end);
                    return BATCH;
                });
        next(BATCH);
        var watch = Executors.newSingleThreadExecutor();
        try {
            var look = watch.submit(drain);
            await(begun);
            assertThat(drain.stop(Duration.ofMillis(1))).isFalse();
            end.countDown();

            assertThat(drain.stop(Duration.ofSeconds(10))).isTrue();

            look.get();
            assertThat(batches).hasSize(1);
        } finally {
            end.countDown();
            watch.shutdown();
        }
    }

    @Test
    void whoStopsItWaitsForTheMessagesUnderWay() {
        var underWay = new ArrayList<Runnable>();
        var busy = new OutboxPoller(this::batch, underWay::add, WORKERS, clock, log);
        tasks = List.of(() -> {});
        next(1);
        busy.run();

        assertThat(busy.stop(Duration.ofMillis(1))).isFalse();
        underWay.get(0).run();
        assertThat(busy.stop(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void whatNoWorkerTakesHasNoPlaceAmongThem() {
        Executor full =
                task -> {
                    throw new RejectedExecutionException();
                };
        var overwhelmed = new OutboxPoller(this::batch, full, WORKERS, clock, log);
        tasks = List.of(() -> {});
        next(1);
        overwhelmed.run();

        assertThat(overwhelmed.stop(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void theWholeOutboxIsDrainedAtOnce() {
        var domain = new InMemoryDomain();
        int messages = 3 * BATCH;
        for (int i = 0; i < messages; i++) {
            var id = new UserId("user-" + i);
            domain.known(id, Optional.empty());
            domain.set(ADMIN, id, "+41790000000", Verification.SEND_CODE);
        }

        new OutboxPoller(domain.deliverDueSms::deliver, Runnable::run, WORKERS, clock, log).run();

        assertThat(domain.sender.sent()).hasSize(messages);
        assertThat(domain.outbox.size()).isZero();
    }

    @Test
    void aMessageThatTakesLongHoldsUpNoOther() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var others = new CountDownLatch(3 * BATCH);
        var threads = Executors.newFixedThreadPool(WORKERS);
        try {
            var busy =
                    new OutboxPoller(
                            (limit, workers) -> {
                                for (int i = 0; i < limit; i++) {
                                    workers.execute(others::countDown);
                                }
                                return others.getCount() > 0 ? limit : 0;
                            },
                            threads,
                            WORKERS,
                            clock,
                            log);
            threads.execute(() -> await(stuck));

            busy.run();

            assertThat(others.await(10, SECONDS)).isTrue();
        } finally {
            stuck.countDown();
            threads.shutdown();
        }
    }

    @Test
    void noMoreIsClaimedThanOneForEachWorkerAndOneThatWaits() {
        var waiting = new ArrayList<Runnable>();
        var claimed = new ArrayList<Integer>();
        var busy =
                new OutboxPoller(
                        (limit, workers) -> {
                            claimed.add(limit);
                            for (int i = 0; i < limit; i++) {
                                workers.execute(() -> {});
                            }
                            return limit - 1;
                        },
                        waiting::add,
                        WORKERS,
                        clock,
                        log);
        busy.run();
        waiting.subList(0, WORKERS - 1).forEach(Runnable::run);
        busy.run();

        assertThat(claimed).containsExactly(BATCH, WORKERS - 1);
    }

    @Test
    void aFailureInAWorkerIsWarnedOfAndGivesItsPlaceBack() {
        for (int i = 0; i < 2 * BATCH; i++) {
            batches.add(() -> 1);
        }
        tasks =
                List.of(
                        () -> {
                            throw new IllegalStateException("in a worker");
                        });

        while (!batches.isEmpty()) {
            drain.run();
        }

        assertThat(log.levels()).filteredOn(WARNING::equals).hasSize(1);
    }

    private int batch(int limit, Executor workers) {
        int size = batches.remove().getAsInt();
        tasks.forEach(workers::execute);
        return size;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
