package org.userphone.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.userphone.domain.access.ClientAddress;

class ThreadQuotasTest {

    private static final ClientAddress GREEDY = new ClientAddress("192.0.2.1");
    private static final ClientAddress MODEST = new ClientAddress("192.0.2.2");

    /** Threads that begin what they are given when the test says so. */
    private final Queue<Runnable> threads = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsBeyondAShareWaitsBehindItselfAndNotInFrontOfOthers() {
        var quotas = new ThreadQuotas(threads::add, 2);
        for (var task : List.of("a", "b", "c", "d")) {
            quotas.execute(GREEDY, () -> done.add(task));
        }
        quotas.execute(MODEST, () -> done.add("lone"));

        assertThat(threads).hasSize(3);
        runAll();
        assertThat(done).containsExactly("a", "b", "lone", "c", "d");
        assertThat(quotas.clients()).as("still known").isZero();
    }

    @Test
    void aTaskThatFailsGivesItsPlaceToTheNext() {
        var quotas = new ThreadQuotas(threads::add, 1);
        quotas.execute(
                GREEDY,
                () -> {
                    throw new IllegalStateException("planted");
                });
        quotas.execute(GREEDY, () -> done.add("next"));

        assertThatThrownBy(this::runAll).hasMessage("planted");
        runAll();
        assertThat(done).containsExactly("next");
    }

    private void runAll() {
        for (var task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }
}
