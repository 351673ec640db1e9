package org.userphone.sms.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.SmsSender.Asked;
import org.userphone.sms.KeptLog;

class AttemptLogTest {

    private static final String ATTEMPT =
            "Attempt to send sms=7 user=minnie provider=twilio outcome=";

    private final KeptLog log = new KeptLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anAttemptIsOneLineByWhichTheMessageCanBeFollowed() {
        tell(new Accepted("twilio", "SM 1"));
        tell(new Deferred("no connection"));

        assertThat(log.lines(AttemptLog.class))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("INFO: " + ATTEMPT + "accepted ms=21")
                                        .contains(" reference=SM_1"),
                        line ->
                                assertThat(line)
                                        .contains(ATTEMPT + "deferred ms=21")
                                        .doesNotContain("reference="));
    }

    private void tell(Delivery delivery) {
        new AttemptLog.Logging(System.getLogger(AttemptLog.class.getName()))
                .attempted(sms("7", "text"), new Asked("twilio", delivery, Duration.ofMillis(21)));
    }
}
