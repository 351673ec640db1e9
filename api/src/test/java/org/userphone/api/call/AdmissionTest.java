package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission = new Admission(2);

    @Test
    void asManyAreLetInAsThereMayBeAndNoMore() {
        assertThat(admission.enter()).isTrue();
        assertThat(admission.enter()).isTrue();
        assertThat(admission.enter()).isFalse();
        assertThat(admission.enter()).isFalse();
    }

    @Test
    void whoLeavesMakesRoomForOne() {
        admission.enter();
        admission.enter();
        admission.enter();

        admission.leave();

        assertThat(admission.enter()).isTrue();
        assertThat(admission.enter()).isFalse();
    }

    @Test
    void thereAreNeverMoreHoweverManyComeAtOnce() throws InterruptedException {
        var inside = new AtomicInteger();
        var limit = new AtomicInteger();
        var done = new CountDownLatch(8);
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(
                    () -> {
                        for (int call = 0; call < 10_000; call++) {
                            if (admission.enter()) {
                                limit.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                inside.decrementAndGet();
                                admission.leave();
                            }
                        }
                        done.countDown();
                    });
        }
        done.await();
        threads.shutdown();

        assertThat(limit).hasValueLessThanOrEqualTo(2);
        assertThat(admission.enter()).isTrue();
        assertThat(admission.enter()).isTrue();
        assertThat(admission.enter()).isFalse();
    }

    @Test
    void whoIsRefusedIsToComeBackInASecond() {
        assertThat(Admission.refusal().retryAfter()).hasValue(Duration.ofSeconds(1));
    }
}
