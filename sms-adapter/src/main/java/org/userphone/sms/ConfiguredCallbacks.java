package org.userphone.sms;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Settings;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;

/**
 * Who sends receipts by HTTP: the providers that the settings name, and those in the database under
 * their ids, active or not, because a receipt may come days after its message.
 */
@Dependent
class ConfiguredCallbacks implements CallbackReader {

    private final List<SenderSettings> providers;
    private final List<Secret> moreTokens;
    private final SmsProviders configured;
    private final ProviderSettings settingsOfConfigured;
    private final Clock clock;

    @Inject
    ConfiguredCallbacks(Settings settings, SmsProviders configured, Clock clock) {
        this.providers = SenderSettings.read(settings);
        this.configured = configured;
        this.settingsOfConfigured = new ProviderSettings(settings);
        this.moreTokens =
                settings.find("userphone.sms.receipts.tokens", ConfiguredCallbacks::tokens)
                        .orElse(List.of());
        this.clock = clock;
    }

    private static List<Secret> tokens(String text) {
        return Stream.of(text.split(",")).map(String::strip).map(Secret::new).toList();
    }

    @Override
    public List<Receipt> read(Callback callback) {
        return find(callback.provider())
                .flatMap(this::reader)
                .orElseThrow(() -> new Rejection(Reason.RECEIPT_PROVIDER_UNKNOWN))
                .read(callback);
    }

    private Optional<SenderSettings> find(String name) {
        return providers.stream()
                .filter(provider -> provider.provider().equals(name))
                .findFirst()
                .or(() -> configured.all().find(name).map(this::settings));
    }

    private SenderSettings settings(SmsProvider provider) {
        return settingsOfConfigured.of(provider, clock.instant());
    }

    private Optional<CallbackReader> reader(SenderSettings provider) {
        if (provider instanceof SenderSettings.Twilio twilio) {
            return twilio.receipts().map(url -> reader(twilio, url));
        }
        return provider instanceof SenderSettings.Webhook webhook
                ? Optional.of(new WebhookCallbacks(webhook.keys(), clock))
                : Optional.empty();
    }

    private CallbackReader reader(SenderSettings.Twilio twilio, URI url) {
        var tokens = Stream.concat(Stream.of(twilio.token()), moreTokens.stream()).toList();
        return new TwilioCallbacks(url, tokens, clock);
    }
}
