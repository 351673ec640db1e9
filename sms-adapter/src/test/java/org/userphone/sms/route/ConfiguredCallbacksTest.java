package org.userphone.sms.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.NOON;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemory;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsConfiguration;
import org.userphone.domain.provider.SmsConfiguration.Change;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;
import org.userphone.sms.Configured;
import org.userphone.sms.Secret;
import org.userphone.sms.twilio.TwilioTypeTest;
import org.userphone.sms.webhook.WebhookTypeTest;

class ConfiguredCallbacksTest {

    private static final String KEY = "a-signing-key-of-ours";
    private static final String OLD_KEY = "the-key-before-that-one";
    private static final String BODY = "{\"id\":\"300\",\"state\":\"delivered\"}";
    private static final String FORM = "MessageSid=SM1&MessageStatus=delivered";

    private final MovableClock clock = new MovableClock(NOON);
    private final InMemorySmsProviders providers = new InMemorySmsProviders(new InMemory());

    @Test
    void theProvidersOfTheSettingsSendReceiptsUnderTheirNames() {
        assertThat(twilio().read(formOfTwilio("twilio", "secret-token")))
                .containsExactly(receipt("twilio", "SM1"));
        assertThat(twilio().read(formOfTwilio("twilio", "second-token")))
                .containsExactly(receipt("twilio", "SM1"));
        assertThat(webhook().read(bodyOfWebhook("webhook", OLD_KEY)))
                .containsExactly(receipt("webhook", "300"));
    }

    @Test
    void onlyTheConfiguredProviderSendsReceipts() {
        for (var reader : List.of(twilio(), readers(Map.of()))) {
            assertRejected(
                    Reason.RECEIPT_PROVIDER_UNKNOWN,
                    () -> reader.read(bodyOfWebhook("webhook", KEY)));
        }
        var withoutAddress = new HashMap<>(TwilioTypeTest.NEEDED);
        withoutAddress.put("userphone.sms.provider", "twilio");
        for (var reader : List.of(webhook(), readers(withoutAddress))) {
            assertRejected(
                    Reason.RECEIPT_PROVIDER_UNKNOWN,
                    () -> reader.read(formOfTwilio("twilio", "secret-token")));
        }
    }

    @Test
    void aProviderInTheDatabaseSendsReceiptsUnderItsIdAndByItsOwnSecret() {
        configure(
                provider("41", new Twilio("AC1", "ACME", "first-token")),
                provider("42", new Http("https://hook.example/", KEY, Optional.empty())));
        var readers = readers(Map.of("userphone.sms.receipts.url", "https://phone.example.com"));

        assertThat(readers.read(formOfTwilio("41", "first-token")))
                .containsExactly(receipt("41", "SM1"));
        assertThat(readers.read(bodyOfWebhook("42", KEY))).containsExactly(receipt("42", "300"));
        assertRejected(Reason.RECEIPT_FORGED, () -> readers.read(bodyOfWebhook("42", OLD_KEY)));
    }

    @Test
    void theCodesOfAProviderThatIsConfiguredNoMoreAreNotRight() {
        configure(provider("41", new Twilio("AC1", "ACME", "first-token")));
        var checker = new ConfiguredCodeChecker(known(Map.of()));

        for (var id : List.of("41", "42")) {
            assertThat(checker.isRight(new ByProvider(id, Optional.of("VE1")), "123456")).isFalse();
        }
    }

    private void configure(SmsProvider... configured) {
        var position = new EventPosition(1, NOON);
        providers.keep(
                new Change(
                        new SmsConfiguration(1, List.of(configured)),
                        new InstanceEvent(
                                position,
                                new Editor("admin"),
                                InstanceEvent.TWILIO_ADDED,
                                Map.of())));
    }

    private static SmsProvider provider(String id, ProviderConfig config) {
        return new SmsProvider(id, false, Routes.ALL, "", config, NOON, new EventPosition(1, NOON));
    }

    private CallbackReader twilio() {
        var configured = new HashMap<>(TwilioTypeTest.NEEDED);
        configured.put("userphone.sms.provider", "twilio");
        configured.put("userphone.sms.receipts.tokens", "old-token, second-token");
        configured.put("userphone.sms.receipts.url", "https://phone.example.com/");
        return readers(configured);
    }

    private CallbackReader webhook() {
        var configured = new HashMap<>(WebhookTypeTest.NEEDED);
        configured.put("userphone.sms.provider", "webhook");
        configured.put("userphone.sms.webhook.keys", KEY + "," + OLD_KEY);
        return readers(configured);
    }

    private CallbackReader readers(Map<String, String> configured) {
        return new ConfiguredCallbacks(known(configured), clock);
    }

    private KnownProviders known(Map<String, String> configured) {
        var types = new ProviderTypes(Configured.settings(configured));
        return new KnownProviders(types, providers, clock);
    }

    private static Callback formOfTwilio(String provider, String token) {
        var signed =
                "https://phone.example.com/sms/receipts/" + provider + FORM.replaceAll("[=&]", "");
        var signature = new Secret(token).hmac("HmacSHA1", signed.getBytes(UTF_8));
        return new Callback(
                provider,
                Optional.of(Base64.getEncoder().encodeToString(signature)),
                Optional.empty(),
                FORM.getBytes(UTF_8));
    }

    private Callback bodyOfWebhook(String provider, String key) {
        var time = clock.instant().getEpochSecond();
        var hmac = new Secret(key).hmac("HmacSHA256", (time + "." + BODY).getBytes(UTF_8));
        return new Callback(
                provider,
                Optional.empty(),
                Optional.of("t=" + time + ",v1=" + HexFormat.of().formatHex(hmac)),
                BODY.getBytes(UTF_8));
    }

    private Receipt receipt(String provider, String id) {
        return new Receipt(
                new Reference(provider, id), true, Optional.empty(), clock.instant(), true);
    }
}
