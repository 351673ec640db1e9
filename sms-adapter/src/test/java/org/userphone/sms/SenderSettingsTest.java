package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.StartRefused;
import org.userphone.sms.SenderSettings.DevelopmentInbox;
import org.userphone.sms.SenderSettings.Smpp;
import org.userphone.sms.SenderSettings.Twilio;
import org.userphone.sms.SenderSettings.Webhook;

class SenderSettingsTest {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789ABCDEF";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static final Map<String, String> TWILIO =
            Map.of(
                    "userphone.sms.provider", "twilio",
                    "userphone.sms.twilio.account", ACCOUNT,
                    "userphone.sms.twilio.token", "secret-token",
                    "userphone.sms.twilio.sender", "+41790000000");

    static final Map<String, String> WEBHOOK =
            Map.of(
                    "userphone.sms.provider", "webhook",
                    "userphone.sms.webhook.url", "https://hook.example/sms?key=secret-in-url",
                    "userphone.sms.webhook.keys", "secret-new-signing-key, secret-old-signing-key");

    static final Map<String, String> SMPP =
            Map.of(
                    "userphone.sms.provider", "smpp",
                    "userphone.sms.smpp.host", "smsc.example",
                    "userphone.sms.smpp.system", "userphone",
                    "userphone.sms.smpp.password", "secret-p",
                    "userphone.sms.smpp.sender", "ACME");

    @Test
    void withoutAProviderDevelopmentHasTheInboxAndProductionNobody() {
        assertThat(read(Map.of("userphone.development", "true"))).isEqualTo(new DevelopmentInbox());
        assertThat(SenderSettings.read(Configured.settings(Map.of()))).isEmpty();
    }

    @Test
    void severalProvidersAreReadInTheirOrder() {
        var configured = new HashMap<>(TWILIO);
        configured.putAll(SMPP);
        configured.put("userphone.sms.provider", "smpp, twilio");

        assertThat(SenderSettings.read(Configured.settings(configured)))
                .extracting(SenderSettings::provider)
                .containsExactly("smpp", "twilio");
    }

    @ParameterizedTest
    @CsvSource({"'twilio,twilio'", "'twilio,'", "carrier-pigeon"})
    void aListThatIsNoneRefusesTheStart(String providers) {
        var configured = new HashMap<>(TWILIO);
        configured.put("userphone.sms.provider", providers);

        assertThatThrownBy(() -> read(configured)).isInstanceOf(StartRefused.class);
    }

    @Test
    void aProviderThatIsConfiguredSendsInDevelopmentModeToo() {
        var configured = new HashMap<>(WEBHOOK);
        configured.put("userphone.development", "true");

        assertThat(read(configured)).isInstanceOf(Webhook.class);
    }

    @Test
    void twilioNeedsAnAccountATokenAndASender() {
        assertThat(read(TWILIO))
                .isEqualTo(
                        new Twilio(
                                URI.create("https://api.twilio.com"),
                                ACCOUNT,
                                new Secret("secret-token"),
                                "+41790000000",
                                TIMEOUT,
                                Optional.empty()));
    }

    @Test
    void aWebhookNeedsAUrlAndSigningKeys() {
        assertThat(read(WEBHOOK))
                .isEqualTo(
                        new Webhook(
                                URI.create("https://hook.example/sms?key=secret-in-url"),
                                List.of(
                                        new Secret("secret-new-signing-key"),
                                        new Secret("secret-old-signing-key")),
                                false,
                                TIMEOUT));
    }

    @Test
    void smppNeedsAHostCredentialsAndASender() {
        assertThat(read(SMPP))
                .isEqualTo(
                        new Smpp(
                                "smsc.example",
                                2775,
                                false,
                                "userphone",
                                new Secret("secret-p"),
                                "",
                                SmppSource.parse("ACME"),
                                TIMEOUT,
                                Duration.ofSeconds(30),
                                10,
                                false,
                                SmppIds.SAME));
    }

    static Stream<Map<String, String>> providers() {
        return Stream.of(TWILIO, WEBHOOK, SMPP);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingSecretIsPrinted(Map<String, String> configured) {
        assertThat(read(configured).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aMissingSettingRefusesTheStartAndIsNamed(Map<String, String> configured) {
        for (var key : configured.keySet()) {
            var incomplete = new HashMap<>(configured);
            incomplete.remove(key);
            if (!key.equals("userphone.sms.provider")) {
                assertThatThrownBy(() -> read(incomplete))
                        .isInstanceOf(StartRefused.class)
                        .hasMessage("The setting " + key + " is missing.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.sms.provider, pigeon",
        "userphone.sms.provider, Twilio",
        "userphone.sms.timeout, 5",
        "userphone.sms.timeout, PT0S",
        "userphone.sms.timeout, PT31S",
        "userphone.sms.twilio.account, secret",
        "userphone.sms.twilio.url, http://api.twilio.com",
        "userphone.sms.webhook.url, http://hook.example",
        "userphone.sms.webhook.url, ftp://secret.example",
        "userphone.sms.webhook.url, //secret.example",
        "userphone.sms.webhook.url, https://secret.example:65536",
        "userphone.sms.webhook.url, https:///secret",
        "userphone.sms.webhook.url, hook.example/secret",
        "userphone.sms.webhook.url, https://secret@hook.example/",
        "userphone.sms.webhook.url, https://hook.example/#secret",
        "userphone.sms.webhook.url, https://hook.example/a secret",
        "userphone.sms.webhook.keys, secret-key",
        "userphone.sms.webhook.keys, 'secret-key-of-enough-characters,'",
        "userphone.sms.webhook.private, yes",
        "userphone.sms.smpp.port, 0",
        "userphone.sms.smpp.port, 65536",
        "userphone.sms.smpp.port, smpp",
        "userphone.sms.smpp.tls, 1",
        "userphone.sms.smpp.system, sixteen-letters-",
        "userphone.sms.smpp.password, secret-pw",
        "userphone.sms.smpp.password, sécret",
        "userphone.sms.smpp.type, thirteen-lett",
        "userphone.sms.smpp.sender, a name too long",
        "userphone.sms.smpp.keepalive, PT0S",
        "userphone.sms.smpp.keepalive, PT2H",
        "userphone.sms.smpp.window, 0",
        "userphone.sms.smpp.window, 1001",
        "userphone.sms.smpp.long, sar",
    })
    void aWrongSettingRefusesTheStartAndIsNamedButNotShown(String key, String value) {
        var all = key.contains("twilio") ? TWILIO : key.contains("smpp") ? SMPP : WEBHOOK;
        var configured = new HashMap<>(all);
        configured.put(key, value);

        assertThatThrownBy(() -> read(configured))
                .isInstanceOf(StartRefused.class)
                .hasMessageMatching("The setting " + key + " is wrong: [^\\n]+\\.")
                .hasMessageNotContaining("secret")
                .satisfies(
                        refused ->
                                assertThat(String.valueOf(refused.getCause()))
                                        .doesNotContain("secret"));
    }

    @Test
    void aWebhookInAPrivateNetworkMayDoWithoutTls() {
        var configured = new HashMap<>(WEBHOOK);
        configured.put("userphone.sms.webhook.url", "http://10.0.0.1/sms");
        configured.put("userphone.sms.webhook.private", "true");

        assertThat(read(configured))
                .isInstanceOfSatisfying(
                        Webhook.class,
                        webhook -> assertThat(webhook.url()).hasToString("http://10.0.0.1/sms"));
    }

    @ParameterizedTest
    @CsvSource({
        "+41791234567, INTERNATIONAL, ISDN, 41791234567",
        "4567, UNKNOWN, ISDN, 4567",
        "ACME Ltd, ALPHANUMERIC, UNKNOWN, ACME Ltd",
    })
    void whomAnSmsIsFromHasTheTypesThatGoWithIt(
            String text, TypeOfNumber ton, NumberingPlanIndicator npi, String address) {
        assertThat(SmppSource.parse(text)).isEqualTo(new SmppSource(ton, npi, address));
    }

    private static SenderSettings read(Map<String, String> configured) {
        return SenderSettings.read(Configured.settings(configured)).get(0);
    }
}
