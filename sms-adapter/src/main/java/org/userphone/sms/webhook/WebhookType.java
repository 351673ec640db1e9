package org.userphone.sms.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.Provider;
import org.userphone.sms.ProviderType;
import org.userphone.sms.Secret;
import org.userphone.sms.SettingValues;
import org.userphone.sms.http.Endpoints;
import org.userphone.sms.http.Urls;

/** Webhooks, which share the networks that they may be in and the time that they may take. */
public final class WebhookType implements ProviderType {

    private static final String NAME = "webhook";
    private static final int MIN_KEY_LENGTH = 16;

    private final Settings settings;
    private final Endpoints endpoints;
    private final Duration timeout;

    /**
     * @throws StartRefused if the networks or the timeout are wrong
     */
    public WebhookType(Settings settings) {
        this.settings = settings;
        this.endpoints = Endpoints.configured(settings);
        this.timeout = SettingValues.timeout(settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider ofSettings() {
        return new WebhookProvider(
                NAME,
                "",
                settings.read("userphone.sms.webhook.url", endpoints::url),
                settings.read("userphone.sms.webhook.keys", WebhookType::keys),
                endpoints.networks(),
                timeout);
    }

    private static List<Secret> keys(String text) {
        var keys = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (keys.stream().anyMatch(key -> key.length() < MIN_KEY_LENGTH)) {
            throw new IllegalArgumentException(
                    "a key has at least " + MIN_KEY_LENGTH + " characters");
        }
        return keys.stream().map(Secret::new).toList();
    }

    @Override
    public Optional<Provider> of(SmsProvider configured, Instant now) {
        if (!(configured.config() instanceof ProviderConfig.Http config)) {
            return Optional.empty();
        }
        return Optional.of(
                new WebhookProvider(
                        configured.id(),
                        configured.description(),
                        Urls.http(config.endpoint()),
                        config.keys(now).stream().map(Secret::new).toList(),
                        endpoints.networks(),
                        timeout));
    }
}
