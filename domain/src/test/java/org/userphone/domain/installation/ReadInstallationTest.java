package org.userphone.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.provider.NodeName;
import org.userphone.domain.user.People;

/** What an operator is told of the nodes. */
class ReadInstallationTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final ReadInstallation read = new ReadInstallation(installation, domain.clock);
    private final ReportNode one = reportOf("one");
    private final ReportNode two = reportOf("two");

    private ReportNode reportOf(String name) {
        return new ReportNode(installation, new NodeName(name), domain.clock);
    }

    @Test
    void nodesAreShownWithTheirVersionUntilTheyEnd() {
        var start = domain.clock.instant();
        one.alive("1.0.0", start);
        domain.clock.advance(Duration.ofSeconds(15));
        two.alive("1.1.0", domain.clock.instant());

        assertThat(nodes())
                .containsExactly(
                        new Node(new NodeName("one"), "1.0.0", start, start),
                        new Node(
                                new NodeName("two"),
                                "1.1.0",
                                domain.clock.instant(),
                                domain.clock.instant()));

        one.ended("1.0.0", start);

        assertThat(nodes()).extracting(Node::version).containsExactly("1.1.0");
    }

    @Test
    void aNodeThatWasKilledDisappearsThoughNoOtherOneReports() {
        one.alive("1.0.0", domain.clock.instant());
        domain.clock.advance(ReportNode.MAX_SILENCE);
        assertThat(nodes()).hasSize(1);

        domain.clock.advance(Duration.ofNanos(1));

        assertThat(nodes()).isEmpty();
    }

    @Test
    void onlyWhoMayReadTheInstanceIsTold() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> read.read(People.plain(MINNIE)));
    }

    private List<Node> nodes() {
        return read.read(People.ADMIN).nodes();
    }
}
