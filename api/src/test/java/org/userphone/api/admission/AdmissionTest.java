package org.userphone.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class AdmissionTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Admission admission = new Admission(2, nanos::get);

    @Test
    void asManyWorkAtOnceAsMayAndTheNextIsRefused() {
        inside(() -> inside(this::assertFull));
        inside(() -> inside(() -> assertThat(admission.held()).isEqualTo(2)));

        assertThat(admission.held()).isZero();
    }

    @Test
    void workThatFailsGivesItsSlotBack() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(
                            () ->
                                    admission.run(
                                            () -> {
                                                throw new StackOverflowError("planted");
                                            }))
                    .hasMessage("planted");
        }

        assertThat(admission.held()).isZero();
    }

    @Test
    void thereAreNeverMoreHoweverManyComeAtOnce() throws InterruptedException {
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(8);
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(
                    () -> {
                        for (int call = 0; call < 10_000; call++) {
                            try {
                                inside(
                                        () -> {
                                            most.accumulateAndGet(
                                                    working.incrementAndGet(), Math::max);
                                            working.decrementAndGet();
                                        });
                            } catch (Rejection full) {
                                assertThat(full.reason()).isEqualTo(Reason.TOO_MANY_CALLS);
                            }
                        }
                        done.countDown();
                    });
        }
        done.await();
        threads.shutdown();

        assertThat(most).hasValueBetween(1, 2);
        assertThat(admission.held()).isZero();
    }

    @Test
    void itIsStuckWhenAllSlotsAreHeldAndNoneMovedForAMinute() {
        inside(
                () -> {
                    move(Duration.ofHours(1));
                    assertThat(admission.isStuck()).as("a slot is free").isFalse();
                    inside(
                            () -> {
                                move(Duration.ofSeconds(59));
                                assertThat(admission.isStuck()).as("not yet").isFalse();
                                assertFull();
                                move(Duration.ofSeconds(1));
                                assertThat(admission.isStuck()).isTrue();
                            });
                    assertThat(admission.isStuck()).as("moved again").isFalse();
                });
    }

    @Test
    void whoIsRefusedIsToComeBackInASecond() {
        assertThat(Admission.refusal().retryAfter()).hasValue(Duration.ofSeconds(1));
    }

    private void assertFull() {
        assertThatThrownBy(() -> inside(() -> {}))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        full -> assertThat(full.reason()).isEqualTo(Reason.TOO_MANY_CALLS));
    }

    private void inside(Runnable work) {
        admission.run(
                () -> {
                    work.run();
                    return null;
                });
    }

    private void move(Duration span) {
        nanos.addAndGet(span.toNanos());
    }
}
