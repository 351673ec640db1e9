package org.userphone.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Callers, each of whom makes one call after the other until the time is over. */
final class Load {

    /** How long an answer may take that comes after the end; then it counts as lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who was answered wrongly draws a breath, so that a broken server is not hammered. */
    private static final Executor AFTER_A_BREATH =
            CompletableFuture.delayedExecutor(10, MILLISECONDS);

    private final Installation program;
    private final Client client;
    private final Call call;
    private final Tally tally;
    private final Duration cpu;
    private final long begin = System.nanoTime();
    private final long end;
    private final CountDownLatch busy;

    private Load(Installation program, Client client, Shift shift, Tally tally) {
        this.program = program;
        this.client = client;
        this.call = shift.call();
        this.tally = tally;
        this.cpu = program.cpu();
        this.end = begin + shift.time().toNanos();
        this.busy = new CountDownLatch(shift.callers());
    }

    /**
     * What they are to do.
     *
     * @param callers how many there are
     */
    record Shift(Call call, int callers, Duration time) {}

    /** Returns at once; each answer makes its caller make the next call. */
    static Load start(Installation program, Client client, Shift shift, Tally tally) {
        var load = new Load(program, client, shift, tally);
        for (int caller = 0; caller < shift.callers(); caller++) {
            load.next();
        }
        return load;
    }

    private void next() {
        long start = System.nanoTime();
        if (start >= end) {
            busy.countDown();
            return;
        }
        var request = call.request(program);
        client.send(request)
                .whenComplete((answer, failure) -> answered(request, answer, failure, start));
    }

    private void answered(Request request, Message answer, Throwable failure, long start) {
        if (failure == null && call.isRight(request, answer)) {
            tally.right(System.nanoTime() - start);
            next();
        } else {
            tally.wrong(failure == null ? text(answer) : text(failure));
            AFTER_A_BREATH.execute(this::next);
        }
    }

    private static String text(Message wrong) {
        return wrong instanceof Status refusal
                ? Code.forNumber(refusal.getCode()) + " " + refusal.getMessage()
                : "another answer than expected";
    }

    private static String text(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure.getCause().toString();
    }

    /** Waits until the time is over and everybody has the last answer. */
    void finish() throws InterruptedException {
        var left = Duration.ofNanos(end - System.nanoTime()).plus(PATIENCE);
        busy.await(left.toMillis(), MILLISECONDS);
        tally.add(
                Duration.ofNanos(System.nanoTime() - begin),
                program.cpu().minus(cpu),
                busy.getCount());
    }
}
