package org.userphone.sms.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.ProviderType;
import org.userphone.sms.ProviderTypeContract;
import org.userphone.sms.Secret;
import org.userphone.sms.http.Networks;

public class WebhookTypeTest implements ProviderTypeContract {

    public static final Map<String, String> NEEDED =
            Map.of(
                    "userphone.sms.webhook.url", "https://hook.example/sms?key=secret-in-url",
                    "userphone.sms.webhook.keys", "secret-new-signing-key, secret-old-signing-key");

    @Override
    public ProviderType type(Settings settings) {
        return new WebhookType(settings);
    }

    @Override
    public Map<String, String> needed() {
        return NEEDED;
    }

    @Test
    void aUrlAndSigningKeysSuffice() {
        assertThat(read(NEEDED))
                .isEqualTo(
                        new WebhookProvider(
                                "webhook",
                                "",
                                URI.create("https://hook.example/sms?key=secret-in-url"),
                                List.of(
                                        new Secret("secret-new-signing-key"),
                                        new Secret("secret-old-signing-key")),
                                Networks.PUBLIC,
                                Duration.ofSeconds(5)));
    }

    @Test
    void aWebhookInAPrivateNetworkMayDoWithoutTls() {
        var configured = new HashMap<>(with("userphone.sms.webhook.url", "http://10.0.0.1/sms"));
        configured.put("userphone.sms.webhook.private", "true");

        assertThat(read(configured))
                .isInstanceOfSatisfying(
                        WebhookProvider.class,
                        webhook -> assertThat(webhook.url()).hasToString("http://10.0.0.1/sms"));
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.sms.timeout, 5",
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
    })
    void aWrongSettingRefusesTheStartAndIsNamedButNotShown(String key, String value) {
        assertRefusedAndNotShown(key, value);
    }
}
