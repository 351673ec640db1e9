package org.userphone.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.OwnCertificate;
import org.userphone.sms.Secret;
import org.userphone.sms.SenderContract;

/** An SMSC with a certificate. */
@Timeout(60)
class SmppTlsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir private static Path folder;
    private static OwnCertificate certificate;

    @BeforeAll
    static void makeACertificate() throws Exception {
        certificate = new OwnCertificate(folder);
    }

    @AfterAll
    static void trustAsBefore() {
        certificate.close();
    }

    @Test
    void anSmscIsSpokenToOverTls() {
        certificate.trust(true);
        try (var smsc = new FakeSmsc(certificate.context().getServerSocketFactory())) {
            var sender = smpp("localhost", smsc);
            assertThat(sender.send(sms("7", "text"))).isInstanceOf(Accepted.class);
            sender.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anSmscThatIsSomebodyElseOrThatNobodyVouchesForGetsNothing(boolean isTrusted) {
        certificate.trust(isTrusted);
        try (var smsc = new FakeSmsc(certificate.context().getServerSocketFactory())) {
            var sender = smpp(isTrusted ? "127.0.0.1" : "localhost", smsc);
            assertThat(sender.send(sms("7", "text"))).isEqualTo(new Deferred("no connection"));
            assertThat(smsc.binds()).isEmpty();
            sender.close();
        }
    }

    private static SmsSender smpp(String host, FakeSmsc smsc) {
        return new SmppProvider(
                        host,
                        smsc.port(),
                        true,
                        "userphone",
                        new Secret(FakeSmsc.PASSWORD),
                        "",
                        SmppSource.parse("ACME"),
                        TIMEOUT,
                        TIMEOUT,
                        1,
                        false,
                        Optional.empty(),
                        SmppIds.SAME)
                .sender(new MovableClock(NOON), SenderContract.NO_RECEIPTS);
    }
}
