package org.userphone.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.userphone.api.admission.Admission;
import org.userphone.api.health.OutboxAge.Backlog;

class ReadinessTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void theProgramIsNotAliveWhenCallsHoldAllRoomAndNoneEndsForAMinute() {
        var nanos = new AtomicLong();
        var admission = new Admission(1, nanos::get);
        var alive = new Alive(() -> admission);

        var held =
                admission.run(
                        () -> {
                            assertThat(alive.call().getStatus()).isEqualTo(Status.UP);
                            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                            return alive.call().getStatus();
                        });

        assertThat(held).isEqualTo(Status.DOWN);
        assertThat(alive.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatCanBeUsedIsReady() {
        assertThat(new DatabaseReady(() -> () -> true).call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatCannotIsNot() {
        assertThat(new DatabaseReady(() -> () -> false).call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aLateOutboxIsShownButStillReady() {
        var answer = new OutboxReady(() -> Optional.of(LIMIT.plusSeconds(1)), () -> LIMIT).call();

        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("late", true)
                .containsEntry("oldestDueSeconds", 301L);
    }

    @Test
    void anOutboxThatIsInTimeIsNotLate() {
        var answer = new OutboxReady(() -> Optional.of(LIMIT), () -> LIMIT).call();

        assertThat(answer.getData().orElseThrow()).containsEntry("late", false);
    }

    @Test
    void anOutboxThatCannotBeReadShowsNothingAndTakesNoNodeOutOfService() {
        Supplier<Backlog> gone =
                () -> {
                    throw new IllegalStateException("gone");
                };
        var watch = new OutboxWatch(gone);
        watch.read();

        var answer = new OutboxReady(watch::age, () -> LIMIT).call();

        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData()).isEmpty();
    }

    @Test
    void whoAsksForTheAgeOfTheOutboxGetsTheOneThatWasReadLast() {
        var age = new AtomicLong(3);
        Supplier<Backlog> seconds = () -> new Backlog(1, Duration.ofSeconds(age.get()));
        var watch = new OutboxWatch(seconds);
        watch.read();
        age.set(5);

        assertThat(watch.age()).contains(Duration.ofSeconds(3));
    }
}
