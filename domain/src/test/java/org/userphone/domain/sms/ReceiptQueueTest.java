package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

@Timeout(60)
class ReceiptQueueTest {

    private static final int MAX_WAITING = 50;

    private final ReceiptQueue queue = new ReceiptQueue(MAX_WAITING);
    private final ExecutorService requests = Executors.newCachedThreadPool();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<List<Receipt>> batches = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        go.countDown();
        requests.shutdown();
        assertThat(requests.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesWhileABatchIsWrittenIsWrittenTogether() throws Exception {
        var first = request(0);
        writing.await();
        var others = IntStream.rangeClosed(1, MAX_WAITING).mapToObj(this::request).toList();
        awaitFull();

        go.countDown();

        first.get();
        for (var other : others) {
            other.get();
        }
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0)).containsExactly(receipt(0));
        assertThat(batches.get(1)).hasSize(MAX_WAITING).doesNotHaveDuplicates();
    }

    @Test
    void moreThanMayWaitAreRefusedForASecond() throws Exception {
        request(0);
        writing.await();
        IntStream.rangeClosed(1, MAX_WAITING).forEach(this::request);
        awaitFull();

        assertThatThrownBy(() -> queue.commit(List.of(receipt(99)), this::write))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection -> {
                            assertThat(rejection.reason()).isEqualTo(Reason.TOO_MANY_RECEIPTS);
                            assertThat(rejection.retryAfter()).contains(Duration.ofSeconds(1));
                        });
    }

    @Test
    void nobodyIsToldOfSuccessWhenTheTransactionFailed() throws Exception {
        var first = request(0);
        writing.await();
        var others =
                IntStream.rangeClosed(1, MAX_WAITING)
                        .mapToObj(i -> submit(i, batch -> fail()))
                        .toList();
        awaitFull();

        go.countDown();

        first.get();
        for (var other : others) {
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("no commit");
        }
        queue.commit(List.of(receipt(99)), this::write);
        assertThat(batches).hasSize(2).last().isEqualTo(List.of(receipt(99)));
    }

    @Test
    void everyRequestOfACrowdIsAnsweredAndWrittenOnce() {
        var many = new ReceiptQueue(1000);
        var written = new ArrayList<Receipt>();
        var crowd = Executors.newFixedThreadPool(50);
        var done =
                IntStream.range(0, 2000)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        many.commit(
                                                                List.of(receipt(i)),
                                                                written::addAll),
                                                crowd))
                        .toArray(CompletableFuture[]::new);

        CompletableFuture.allOf(done).join();
        crowd.shutdown();

        assertThat(written).hasSize(2000).doesNotHaveDuplicates();
    }

    private Future<?> request(int i) {
        return submit(i, this::write);
    }

    private Future<?> submit(int i, Consumer<List<Receipt>> work) {
        return requests.submit(() -> queue.commit(List.of(receipt(i)), work));
    }

    /** The first batch is written when the test allows it. */
    private void write(List<Receipt> batch) {
        batches.add(batch);
        writing.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fail() {
        throw new IllegalStateException("no commit");
    }

    private void awaitFull() {
        while (!queue.isFull()) {
            Thread.onSpinWait();
        }
    }

    private static Receipt receipt(int i) {
        return SmsMessagesContract.receipt(Integer.toString(i), true);
    }
}
