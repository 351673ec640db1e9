package org.userphone.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.spi.HealthCheckResponseProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.api.admission.Admission;

class ReadinessTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @BeforeEach
    void standInForTheServer() {
        HealthCheckResponse.setResponseProvider(
                new HealthCheckResponseProvider() {
                    @Override
                    public HealthCheckResponseBuilder createResponseBuilder() {
                        return new Answer();
                    }
                });
    }

    @AfterEach
    void stopStandingIn() {
        HealthCheckResponse.setResponseProvider(null);
    }

    @Test
    void theProgramIsNotAliveWhenCallsHoldAllRoomAndNoneEndsForAMinute() {
        var nanos = new AtomicLong();
        var admission = new Admission(1, nanos::get);
        var alive = new Alive(admission);

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
    void aDatabaseThatAnswersIsReady() {
        assertThat(new DatabaseReady(() -> true).call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNot() {
        assertThat(new DatabaseReady(() -> false).call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aDatabaseThatFailsIsDownRatherThanAnError() {
        var failing =
                new DatabaseReady(
                        () -> {
                            throw new IllegalStateException("gone");
                        });

        assertThat(failing.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aLateOutboxIsShownButStillReady() {
        var answer = new OutboxReady(() -> LIMIT.plusSeconds(1), LIMIT).call();

        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("late", true)
                .containsEntry("oldestDueSeconds", 301L);
    }

    @Test
    void anOutboxThatIsInTimeIsNotLate() {
        var answer = new OutboxReady(() -> LIMIT, LIMIT).call();

        assertThat(answer.getData().orElseThrow()).containsEntry("late", false);
    }

    @Test
    void anOutboxThatCannotBeReadIsDown() {
        var unreadable =
                new OutboxReady(
                        () -> {
                            throw new IllegalStateException("gone");
                        },
                        LIMIT);

        assertThat(unreadable.call().getStatus()).isEqualTo(Status.DOWN);
    }

    /** What a server would build an answer with. */
    private static final class Answer extends HealthCheckResponseBuilder {

        private final Map<String, Object> data = new TreeMap<>();
        private String name;
        private Status status = Status.DOWN;

        @Override
        public HealthCheckResponseBuilder name(String name) {
            this.name = name;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean up) {
            status = up ? Status.UP : Status.DOWN;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(name, status, Optional.of(data));
        }
    }
}
