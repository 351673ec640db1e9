package org.userphone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long BEGIN = Long.MAX_VALUE - 1000; // the clock of the JVM may be anywhere

    @Test
    void callsAreDueAtTheirTimesHoweverLateTheyAreAskedFor() {
        var schedule = new Schedule(BEGIN, Duration.ofSeconds(1), 4);
        long late = BEGIN + Duration.ofMillis(900).toNanos();

        assertThat(LongStream.range(0, 4).map(i -> schedule.next(late).orElseThrow() - BEGIN))
                .containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    @Test
    void noneIsDueWhenTheTimeIsOver() {
        var schedule = new Schedule(BEGIN, Duration.ofSeconds(1), 4);
        LongStream.range(0, 4).forEach(i -> schedule.next(BEGIN));

        assertThat(schedule.next(BEGIN)).isEmpty();
    }

    @Test
    void withoutARateACallIsDueWhenSomebodyAsksUntilTheTimeIsOver() {
        var schedule = new Schedule(BEGIN, Duration.ofNanos(10), 0);

        assertThat(schedule.next(BEGIN + 7)).hasValue(BEGIN + 7);
        assertThat(schedule.next(BEGIN + 9)).hasValue(BEGIN + 9);
        assertThat(schedule.next(BEGIN + 10)).isEmpty();
    }
}
