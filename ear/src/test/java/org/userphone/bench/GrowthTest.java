package org.userphone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void aCallAmongMoreUsersIsToldInPercentOfThatAmongTheFirst() {
        var few = set("1,000 users", 1, 1000, 0.5, 0.4);
        var many = set("1,000,000 users", 1, 900, 0.55, 0.6);

        assertThat(lines(few, many))
                .containsExactly(
                        "1,000,000 users, in percent of 1,000 users",
                        "calls/s CPU DB",
                        "set, JSON, 16 clients 90 % 110 % 150 %");
    }

    @Test
    void aCallOverMoreNodesIsToldInPercentOfThatOverTheFirst() {
        var one = set("1,000 users", 1, 1000, 0.5, 0.4);
        var two = set("1,000 users", 2, 1100, 0.6, 0.5);

        assertThat(lines(one, two))
                .containsExactly(
                        "2 nodes, in percent of 1 node",
                        "calls/s CPU DB",
                        "set, JSON, 16 clients, 1,000 users 110 % 120 % 125 %");
    }

    @Test
    void nodesAreComparedAmongTheSameUsersAndUsersOverTheSameNodes() {
        var growth =
                lines(
                        set("1,000 users", 1, 1000, 1, 1),
                        set("1,000 users", 2, 500, 2, 2),
                        set("20,000 users", 1, 100, 3, 3),
                        set("20,000 users", 2, 10, 4, 4));

        assertThat(growth)
                .contains(
                        "set, JSON, 16 clients 10 % 300 % 300 %",
                        "set, JSON, 2 nodes, 16 clients 2 % 200 % 200 %",
                        "set, JSON, 16 clients, 1,000 users 50 % 200 % 200 %",
                        "set, JSON, 16 clients, 20,000 users 10 % 133 % 133 %");
    }

    @Test
    void whatTheFirstDidNotTakeIsNoPercentage() {
        var few = set("1,000 users", 1, 1000, 0, 0.4);
        var many = set("20,000 users", 1, 900, 0, 0.6);

        assertThat(lines(few, many)).contains("set, JSON, 16 clients 90 % - 150 %");
    }

    @Test
    void oneNumberOfUsersAndOfNodesIsNotCompared() {
        assertThat(Growth.of(List.of(set("1,000 users", 1, 1000, 0.5, 0.4)))).isEmpty();
    }

    private static List<String> lines(Figures... figures) {
        return Growth.of(List.of(figures))
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Figures set(
            String people,
            int nodes,
            double perSecond,
            double programMillis,
            double databaseMillis) {
        return new Figures(
                people,
                16,
                "set",
                "JSON",
                nodes,
                perSecond,
                0,
                0,
                1,
                2,
                3,
                programMillis,
                databaseMillis,
                4,
                1,
                30,
                0);
    }
}
