package org.userphone.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Abandoned.Why;

class DeadlineTest {

    private final Deadlines deadlines = new Deadlines();

    @Test
    void withoutADeadlineSomebodyWaitsForEver() {
        deadlines.check();

        assertThat(deadlines.left()).isEmpty();
        assertThat(deadlines.within(Deadline.NONE, () -> "done")).isEqualTo("done");
    }

    @Test
    void aDeadlineThatHasPassedLeavesNoTimeAndBeginsNoWork() {
        var passed = Deadline.in(Duration.ZERO);

        assertThat(passed.left()).hasValue(Duration.ZERO);
        assertThatThrownBy(() -> deadlines.within(passed, this::neverDone))
                .isInstanceOf(Abandoned.class)
                .extracting("why")
                .isEqualTo(Why.DEADLINE_EXCEEDED);
    }

    @Test
    void aCallerThatHasHungUpBeginsNoWork() {
        assertThatThrownBy(
                        () -> deadlines.within(Deadline.NONE.unless(() -> true), this::neverDone))
                .isInstanceOf(Abandoned.class)
                .extracting("why")
                .isEqualTo(Why.CANCELLED);
    }

    private String neverDone() {
        throw new AssertionError("work was begun");
    }

    @Test
    void aDeadlineHoldsForItsCallAndNotForTheNextOne() {
        assertThat(deadlines.within(Deadline.in(Duration.ofHours(1)), deadlines::left))
                .hasValueSatisfying(
                        left ->
                                assertThat(left)
                                        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
        assertThat(deadlines.left()).isEmpty();
    }

    @Test
    void theLongestSpanThatAWireCanNameIsNoOverflow() {
        assertThat(Deadline.in(Duration.ofHours(99_999_999)).left())
                .hasValueSatisfying(
                        left -> assertThat(left).isGreaterThan(Duration.ofDays(36_499)));
    }
}
