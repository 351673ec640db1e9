package org.userphone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.bench.Ratios.Change;

class RatiosTest {

    @Test
    void aSlowerMachineIsNoChangeIfTheFloorIsSlowerToo() {
        assertThat(Ratios.changes(List.of(set(1000, 0.5, 4)), List.of(set(100, 0.5, 4)))).isEmpty();
    }

    @Test
    void whatARerunDiffersByIsNoChange() {
        assertThat(Ratios.changes(List.of(set(1000, 0.5, 4)), List.of(set(1000, 0.42, 4))))
                .isEmpty();
    }

    @Test
    void aSmallerShareOfTheFloorIsTold() {
        var changes = Ratios.changes(List.of(set(1000, 0.5, 4)), List.of(set(1000, 0.3, 4)));

        assertThat(changes)
                .containsExactly(
                        new Change(
                                "set, JSON, 16 clients, 1,000 users",
                                "share of bare JDBC",
                                0.5,
                                0.3));
        assertThat(changes.get(0))
                .hasToString(
                        "set, JSON, 16 clients, 1,000 users: share of bare JDBC 0.30, was 0.50"
                                + " (-40 %)");
    }

    @Test
    void aStatementMoreIsTold() {
        assertThat(Ratios.changes(List.of(set(1000, 0.5, 4)), List.of(set(1000, 0.5, 5))))
                .extracting(Change::what)
                .containsExactly("statements");
    }

    @Test
    void whatOnlyOneRunHasSeenIsNoChange() {
        assertThat(Ratios.changes(List.of(), List.of(set(1000, 0.5, 4)))).isEmpty();
        assertThat(Ratios.changes(List.of(set(1000, 0, 4)), List.of(set(1000, 0.5, 4)))).isEmpty();
    }

    private static Figures set(double perSecond, double toFloor, double statements) {
        return new Figures(
                "1,000 users",
                16,
                "set",
                "JSON",
                1,
                perSecond,
                toFloor,
                0,
                1,
                2,
                3,
                1,
                1,
                statements,
                1,
                30,
                0);
    }
}
