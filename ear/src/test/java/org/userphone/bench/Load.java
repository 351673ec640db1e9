package org.userphone.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Clients, each of whom makes one call after the other, as soon as it is due. */
final class Load {

    /** How long an answer may take that comes after the end; then it counts as lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who was answered wrongly draws a breath, so that a broken server is not hammered. */
    private static final long BREATH = MILLISECONDS.toNanos(10);

    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        var thread = new Thread(task, "clock");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Shift shift;
    private final Client client;
    private final Optional<String> token;
    private final Schedule schedule;
    private final Tally tally;
    private final CountDownLatch busy;

    private Load(Shift shift, Client client, Schedule schedule, String token, Tally tally) {
        this.shift = shift;
        this.client = client;
        this.token = Optional.of(token);
        this.schedule = schedule;
        this.tally = tally;
        this.busy = new CountDownLatch(shift.clients());
    }

    /**
     * What they are to do.
     *
     * @param perSecond 0 for as fast as they can
     */
    record Shift(Call call, People people, int clients, Duration time, double perSecond) {}

    /** Returns when the time is over and everybody has the last answer. */
    static void run(Shift shift, Client client, Server server, Tally tally)
            throws InterruptedException {
        var spent = server.meter().read();
        long begin = System.nanoTime();
        var schedule = new Schedule(begin, shift.time(), shift.perSecond());
        var load = new Load(shift, client, schedule, server.token(), tally);
        for (int i = 0; i < shift.clients(); i++) {
            load.next();
        }
        load.busy.await(shift.time().plus(PATIENCE).toMillis(), MILLISECONDS);
        tally.add(
                Duration.ofNanos(System.nanoTime() - begin),
                server.meter().read().minus(spent),
                load.busy.getCount());
    }

    private void next() {
        long now = System.nanoTime();
        var due = schedule.next(now);
        if (due.isEmpty()) {
            busy.countDown();
        } else if (due.getAsLong() - now > 0) {
            CLOCK.schedule(() -> call(due.getAsLong()), due.getAsLong() - now, NANOSECONDS);
        } else {
            call(due.getAsLong());
        }
    }

    private void call(long due) {
        var request = shift.call().request(shift.people(), token);
        if (request.isEmpty()) {
            busy.countDown();
            return;
        }
        long sent = System.nanoTime();
        client.send(request.get())
                .whenComplete(
                        (answer, failure) -> {
                            long now = System.nanoTime();
                            answered(request.get(), answer, failure, now - due, now - sent);
                        });
    }

    private void answered(
            Request request, Message answer, Throwable failure, long sinceDue, long sinceSent) {
        if (failure == null && client.isRight(request, answer)) {
            tally.right(sinceDue, sinceSent);
            next();
        } else if (failure == null && isRefused(answer)) {
            tally.refused();
            next();
        } else {
            tally.wrong(failure == null ? text(answer) : failure.toString());
            CLOCK.schedule(this::next, BREATH, NANOSECONDS);
        }
    }

    private static boolean isRefused(Message answer) {
        return answer instanceof Status refusal && refusal.getCode() == Code.UNAVAILABLE_VALUE;
    }

    private static String text(Message wrong) {
        return wrong instanceof Status refusal
                ? Code.forNumber(refusal.getCode()) + " " + refusal.getMessage()
                : "another answer than expected";
    }
}
