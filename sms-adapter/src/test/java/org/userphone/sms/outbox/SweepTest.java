package org.userphone.sms.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsMessage.Status;
import org.userphone.domain.sms.SmsMessagesContract;
import org.userphone.sms.KeptLog;

class SweepTest {

    private final KeptLog log = new KeptLog();

    @AfterEach
    void letGoOfTheLog() {
        log.close();
    }

    @Test
    void itSweepsUntilThereIsNoMore() {
        var answers = new ArrayDeque<>(List.of(true, true, false, true));

        new Sweep(answers::poll, "It failed.", logger()).run();

        assertThat(answers).containsExactly(true);
    }

    @Test
    void itWarnsOnceWhileItFailsAndNeverThrows() {
        var fails = new boolean[] {true};
        var sweep =
                new Sweep(
                        () -> {
                            if (fails[0]) {
                                throw new IllegalStateException("no database");
                            }
                            return false;
                        },
                        "It failed.",
                        logger());

        sweep.run();
        sweep.run();
        fails[0] = false;
        sweep.run();
        fails[0] = true;
        sweep.run();

        assertThat(log.levels(SweepTest.class))
                .containsExactly(Level.WARNING, Level.FINE, Level.WARNING);
    }

    @Test
    void whoStopsItWaitsForWhatIsUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var sweeps = new AtomicInteger();
        var sweep =
                new Sweep(
                        () -> {
                            sweeps.incrementAndGet();
                            begun.countDown();
                            await(end);
                            return true;
                        },
                        "It failed.",
                        logger());
        var timer = Executors.newSingleThreadExecutor();
        try {
            var look = timer.submit(sweep);
            await(begun);
            assertThat(sweep.stop(Duration.ofMillis(1))).isFalse();
            end.countDown();

            assertThat(sweep.stop(Duration.ofSeconds(10))).isTrue();

            look.get();
            sweep.run();
            assertThat(sweeps).hasValue(1);
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
    void anSmsThatEndsUnsentIsLoggedByItsIdAndReason() {
        var events = new UnsentLog.Logging(logger());
        for (var state : State.values()) {
            events.changed(message(state));
        }

        assertThat(log.lines(SweepTest.class))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("SMS 7 is not sent: gone."))
                .anySatisfy(line -> assertThat(line).contains("SMS 7 is given up: gone."));
    }

    private static SmsMessage message(State state) {
        var accepted = SmsMessagesContract.accepted("7", MINNIE, NOON);
        return new SmsMessage(
                "7",
                accepted.user(),
                accepted.dispatch(),
                accepted.progress(),
                new Status(state, Optional.of("gone"), NOON),
                List.of());
    }

    private static System.Logger logger() {
        return System.getLogger(SweepTest.class.getName());
    }
}
