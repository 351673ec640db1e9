package org.userphone.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ConnectionQuotaTest {

    /** Threads that begin what they are given when the test says so. */
    private final Queue<Runnable> threads = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsBeyondAShareWaitsBehindItselfAndNotInFrontOfOthers() {
        var greedy = new ConnectionQuota(threads::add, 2);
        var modest = new ConnectionQuota(threads::add, 2);
        for (var task : List.of("a", "b", "c", "d")) {
            greedy.execute(() -> done.add(task));
        }
        modest.execute(() -> done.add("lone"));

        assertThat(threads).hasSize(3);
        runAll();
        assertThat(done).containsExactly("a", "b", "lone", "c", "d");
    }

    @Test
    void aTaskThatFailsGivesItsPlaceToTheNext() {
        var share = new ConnectionQuota(threads::add, 1);
        share.execute(
                () -> {
                    throw new IllegalStateException("planted");
                });
        share.execute(() -> done.add("next"));

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
