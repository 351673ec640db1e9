package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.sms.SenderContract.sms;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.RecordingSender;

class ReportingSenderTest {

    private final RecordingSender provider = new RecordingSender();
    private final RecordingLog log = new RecordingLog();
    private final ReportingSender sender = new ReportingSender("recording", provider, log);

    @Test
    void aMessageThatIsTakenIsNotLogged() {
        send(new Accepted("recording", "reference"));

        assertThat(log.levels()).isEmpty();
    }

    @Test
    void aMessageThatIsRefusedIsLogged() {
        send(new Refused("no such number"));
        send(new Refused("no such number"));

        assertThat(log.levels()).containsExactly(INFO, INFO);
    }

    @Test
    void aWrongConfigurationIsLoud() {
        send(new Misconfigured("credentials"));

        assertThat(log.levels()).containsExactly(ERROR);
    }

    @Test
    void eachReasonIsToldOnceUntilAMessageIsTakenAgain() {
        for (var failure :
                List.of(
                        new Deferred("busy"),
                        new Deferred("busy"),
                        new Unknown("no answer"),
                        new Throttled("too many", Optional.empty()),
                        new Deferred("busy"))) {
            send(failure);
        }
        assertThat(log.levels()).containsExactly(WARNING, DEBUG, WARNING, WARNING, DEBUG);

        send(new Accepted("recording", "reference"));
        send(new Accepted("recording", "reference"));
        send(new Deferred("busy"));
        assertThat(log.levels()).endsWith(INFO, WARNING).hasSize(7);
    }

    private void send(Delivery delivery) {
        provider.answer(sms -> delivery);
        assertThat(sender.send(sms("7", "text"))).isEqualTo(delivery);
    }
}
