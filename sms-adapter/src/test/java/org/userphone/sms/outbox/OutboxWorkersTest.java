package org.userphone.sms.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.StartRefused;
import org.userphone.sms.Configured;

class OutboxWorkersTest {

    @Test
    void theOutboxIsLookedAtAsOftenAsConfigured() {
        assertThat(
                        Configured.settings("userphone.sms.poll", "PT0.001S")
                                .read("userphone.sms.poll", OutboxWorkers::period))
                .isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250", "PT0S", "PT-1S", "PT0.0009S"})
    void aTimeThatIsNoneRefusesTheStart(String poll) {
        var settings = Configured.settings("userphone.sms.poll", poll);

        assertThatThrownBy(() -> settings.read("userphone.sms.poll", OutboxWorkers::period))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The setting userphone.sms.poll is wrong: ");
    }
}
