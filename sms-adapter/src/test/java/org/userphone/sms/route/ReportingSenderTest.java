package org.userphone.sms.route;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.sms.SenderContract.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.RecordingSender;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.RecordingLog;

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

    @Test
    void aConnectionThatIsMissingIsToldOnceAndItsReturn() {
        var failures = new ArrayList<Optional<Failed>>();
        var connecting =
                new ReportingSender(
                        "recording",
                        new SmsSender() {
                            @Override
                            public Delivery send(Sms sms) {
                                return new Deferred("no connection");
                            }

                            @Override
                            public Optional<Failed> connect() {
                                return failures.remove(0);
                            }
                        },
                        log);
        var none = Optional.<Failed>of(new Deferred("no connection"));
        failures.addAll(List.of(Optional.empty(), none, none, Optional.empty(), none));

        connecting.connect();
        connecting.connect();
        connecting.send(sms("7", "text"));
        connecting.connect();
        assertThat(log.levels()).containsExactly(WARNING, DEBUG, DEBUG);

        connecting.connect();
        connecting.connect();
        assertThat(log.levels()).endsWith(INFO, WARNING).hasSize(5);
    }

    @Test
    void aConnectionIsNoReasonToTellTheOtherTroublesAgain() {
        send(new Throttled("too many", Optional.empty()));
        sender.connect();
        send(new Throttled("too many", Optional.empty()));

        assertThat(log.levels()).containsExactly(WARNING, DEBUG);
    }

    private void send(Delivery delivery) {
        provider.answer(sms -> delivery);
        assertThat(sender.send(sms("7", "text"))).isEqualTo(delivery);
    }
}
