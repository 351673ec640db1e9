package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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
import org.userphone.sms.FakeHttp.Reply;
import org.userphone.sms.SenderSettings.Smpp;
import org.userphone.sms.SenderSettings.Webhook;

/** Providers with a certificate for the names provider.example and localhost. */
@Timeout(60)
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir private static Path folder;
    private static SSLContext before;
    private static SSLContext trusting;

    @BeforeAll
    static void makeACertificate() throws Exception {
        before = SSLContext.getDefault();
        var file = folder.resolve("keys.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "provider",
                                "-dname",
                                "CN=provider",
                                "-ext",
                                "san=dns:provider.example,dns:localhost",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.txt").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        trusting = context(file);
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("provider", store.getCertificate("provider"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void trustAsBefore() {
        SSLContext.setDefault(before);
    }

    @Test
    void aWebhookIsSpokenToOverTls() {
        SSLContext.setDefault(trusting);
        try (var http = new FakeHttp(request -> new Reply(204), trusting)) {
            assertThat(webhook("provider.example", http).send(sms("7", "text")))
                    .isEqualTo(new Accepted("webhook", "7"));
            assertThat(http.requests()).hasSize(1);
        }
    }

    @Test
    void aWebhookThatIsSomebodyElseGetsNothing() {
        SSLContext.setDefault(trusting);
        try (var http = new FakeHttp(request -> new Reply(204), trusting)) {
            assertThat(webhook("other.example", http).send(sms("7", "text")))
                    .isEqualTo(new Deferred("no connection"));
            assertThat(http.requests()).isEmpty();
        }
    }

    @Test
    void aWebhookThatNobodyVouchesForGetsNothing() {
        SSLContext.setDefault(before);
        try (var http = new FakeHttp(request -> new Reply(204), trusting)) {
            assertThat(webhook("provider.example", http).send(sms("7", "text")))
                    .isEqualTo(new Deferred("no connection"));
            assertThat(http.requests()).isEmpty();
        }
    }

    @Test
    void anSmscIsSpokenToOverTls() {
        SSLContext.setDefault(trusting);
        try (var smsc = new FakeSmsc(trusting.getServerSocketFactory())) {
            var sender = smpp("localhost", smsc);
            assertThat(sender.send(sms("7", "text"))).isInstanceOf(Accepted.class);
            sender.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anSmscThatIsSomebodyElseOrThatNobodyVouchesForGetsNothing(boolean isTrusted) {
        SSLContext.setDefault(isTrusted ? trusting : before);
        try (var smsc = new FakeSmsc(trusting.getServerSocketFactory())) {
            var sender = smpp(isTrusted ? "127.0.0.1" : "localhost", smsc);
            assertThat(sender.send(sms("7", "text"))).isEqualTo(new Deferred("no connection"));
            assertThat(smsc.binds()).isEmpty();
            sender.close();
        }
    }

    private static SmsSender webhook(String host, FakeHttp http) {
        return new WebhookSender(
                new Webhook(
                        URI.create("https://" + host + ":" + http.port() + "/sms"),
                        List.of(new Secret("a-signing-key-of-ours")),
                        true,
                        TIMEOUT),
                new MovableClock(NOON),
                name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    }

    private static SmsSender smpp(String host, FakeSmsc smsc) {
        return new SmppSender(
                new Smpp(
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
                        SmppIds.SAME),
                new MovableClock(NOON),
                SenderContract.NO_RECEIPTS);
    }
}
