package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;

class IdsTest {

    private final MovableClock clock = new MovableClock(NOON);
    private final Ids ids = new Ids(clock, new SplittableRandom(1));

    @Test
    void anIdIsAPositiveNumberOf64Bits() {
        assertThat(ids.next()).matches("[1-9][0-9]{0,18}");
        assertThat(Long.parseLong(ids.next())).isPositive();
    }

    @Test
    void idsOfOneMillisecondAreDifferentAndInOrder() {
        assertThat(Stream.generate(ids::next).limit(10_000).map(Long::valueOf))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aLaterIdSortsAfterAnEarlierOneOfAnotherNode() {
        var other = new Ids(clock, new SplittableRandom(2));
        long earlier = Long.parseLong(other.next());
        clock.advance(Duration.ofMillis(1));

        assertThat(Long.parseLong(ids.next())).isGreaterThan(earlier);
    }

    @Test
    void nodesDoNotMakeTheSameIdsInTheSameMillisecond() {
        var other = new Ids(clock, new SplittableRandom(2));

        assertThat(ids.next()).isNotEqualTo(other.next());
    }

    @Test
    void idsStayInOrderWhenTheClockIsSetBack() {
        long before = Long.parseLong(ids.next());
        clock.advance(Duration.ofSeconds(-5));

        assertThat(Long.parseLong(ids.next())).isGreaterThan(before);
    }
}
