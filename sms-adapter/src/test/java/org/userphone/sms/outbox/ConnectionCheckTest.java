package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.sms.RecordingLog;

class ConnectionCheckTest {

    private final RecordingLog log = new RecordingLog();
    private final List<String> done = new ArrayList<>();
    private boolean hasDatabase = true;
    private boolean isFaulty;
    private final ConnectionCheck look = new ConnectionCheck(this::read, this::connect, log);

    @Test
    void thereIsNoConnectionBeforeThereIsADatabase() {
        hasDatabase = false;
        look.run();
        assertThat(done).isEmpty();
        assertThat(log.levels()).containsExactly(DEBUG);

        hasDatabase = true;
        look.run();
        look.run();
        assertThat(done).containsExactly("read", "connect", "connect");
    }

    @Test
    void aFaultIsToldAndDoesNotEndTheTimer() {
        isFaulty = true;
        look.run();
        isFaulty = false;
        look.run();

        assertThat(done).containsExactly("read", "connect");
        assertThat(log.levels()).containsExactly(WARNING);
    }

    private void read() {
        if (!hasDatabase) {
            throw new IllegalStateException("no data source");
        }
        done.add("read");
    }

    private void connect() {
        if (isFaulty) {
            throw new IllegalStateException("a fault");
        }
        done.add("connect");
    }
}
