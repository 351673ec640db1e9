package org.userphone.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.NodeName;

/** What every adapter of {@link Installation} must do. Each test starts with no nodes. */
public interface InstallationContract {

    Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

    Installation installation();

    Transactions transactions();

    @Test
    default void aNodeIsKeptOnceWithItsLastSignOfLife() {
        report(node("a", 0, 0), NOON);
        report(node("a", 0, 15), NOON);

        assertThat(nodes()).containsExactly(node("a", 0, 15));
    }

    @Test
    default void nodesOfTheSameNameAreToldApartByTheirStartAndComeInOrder() {
        report(node("b", 1, 1), NOON);
        report(node("a", 2, 2), NOON);
        report(node("a", 1, 1), NOON);

        assertThat(nodes()).containsExactly(node("a", 1, 1), node("a", 2, 2), node("b", 1, 1));
    }

    @Test
    default void nodesThatWereNotHeardOfAreForgottenWhenAnotherOneReports() {
        report(node("killed", 0, 0), NOON);
        report(node("lives", 0, 60), NOON.plusSeconds(1));

        assertThat(nodes()).containsExactly(node("lives", 0, 60));
    }

    @Test
    default void aNodeThatIsForgottenTakesNoOtherWithIt() {
        report(node("a", 0, 0), NOON);
        report(node("a", 1, 1), NOON);
        transactions().run(() -> installation().forget(node("a", 0, 30)));
        transactions().run(() -> installation().forget(node("unknown", 0, 0)));

        assertThat(nodes()).containsExactly(node("a", 1, 1));
    }

    @Test
    default void theDatabaseSaysWhatItIs() {
        var database = transactions().in(() -> installation().database());

        assertThat(database.product()).isNotBlank();
        assertThat(database.version()).containsPattern("\\d");
        assertThat(Integer.parseInt(database.schema())).isGreaterThanOrEqualTo(25);
    }

    private void report(Node node, Instant oldest) {
        transactions().run(() -> installation().report(node, oldest));
    }

    private List<Node> nodes() {
        return transactions().in(() -> installation().nodes());
    }

    /**
     * @param start seconds after noon
     * @param seen seconds after noon
     */
    private static Node node(String name, int start, int seen) {
        return new Node(
                new NodeName(name),
                "1.2.3",
                NOON.plus(Duration.ofSeconds(start)),
                NOON.plus(Duration.ofSeconds(seen)));
    }
}
