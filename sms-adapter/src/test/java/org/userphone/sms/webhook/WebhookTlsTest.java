package org.userphone.sms.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.userphone.sms.OwnCertificate;
import org.userphone.sms.Secret;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;
import org.userphone.sms.http.FakeNames;
import org.userphone.sms.http.Networks;

/** A webhook with a certificate. */
@Timeout(60)
class WebhookTlsTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"provider.example", "[::1]"})
    void aWebhookIsSpokenToOverTls(String host) {
        certificate.trust(true);
        try (var http = new FakeHttp(request -> new Reply(204), certificate.context())) {
            assertThat(webhook(host, http).send(sms("7", "text")))
                    .isEqualTo(new Accepted("webhook", "7"));
            assertThat(http.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "127.0.0.1", "[::2]"})
    void aWebhookThatIsSomebodyElseGetsNothing(String host) {
        certificate.trust(true);
        try (var http = new FakeHttp(request -> new Reply(204), certificate.context())) {
            assertThat(webhook(host, http).send(sms("7", "text")))
                    .isEqualTo(new Deferred("no connection"));
            assertThat(http.requests()).isEmpty();
        }
    }

    @Test
    void aWebhookThatNobodyVouchesForGetsNothing() {
        certificate.trust(false);
        try (var http = new FakeHttp(request -> new Reply(204), certificate.context())) {
            assertThat(webhook("provider.example", http).send(sms("7", "text")))
                    .isEqualTo(new Deferred("no connection"));
            assertThat(http.requests()).isEmpty();
        }
    }

    @Test
    void aCheckConnectsWithTlsAndSendsNothing() {
        try (var http = new FakeHttp(request -> new Reply(204), certificate.context())) {
            certificate.trust(true);
            assertThat(webhook("provider.example", http).problem()).isEmpty();
            assertThat(webhook("other.example", http).problem())
                    .hasValue("no TLS with a certificate that is trusted for its host");
            certificate.trust(false);
            assertThat(webhook("provider.example", http).problem())
                    .hasValue("no TLS with a certificate that is trusted for its host");
            assertThat(http.requests()).isEmpty();
        }
    }

    /** It is on the loopback address, whatever its host is called. */
    private static WebhookSender webhook(String host, FakeHttp http) {
        return new WebhookSender(
                new WebhookProvider(
                        "webhook",
                        "",
                        URI.create("https://" + host + ":" + http.port() + "/sms"),
                        List.of(new Secret("a-signing-key-of-ours")),
                        Networks.ALL,
                        Duration.ofSeconds(10)),
                new MovableClock(NOON),
                FakeNames.to(InetAddress.getLoopbackAddress()));
    }
}
