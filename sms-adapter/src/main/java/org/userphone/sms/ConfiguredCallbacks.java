package org.userphone.sms;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Settings;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.CallbackReaders;

/** Who sends receipts by HTTP: the providers that the settings name. */
@Dependent
class ConfiguredCallbacks implements CallbackReaders {

    private final List<SenderSettings> providers;
    private final Optional<URI> url;
    private final List<Secret> moreTokens;
    private final Clock clock;

    @Inject
    ConfiguredCallbacks(Settings settings, Clock clock) {
        this.providers = SenderSettings.read(settings);
        this.url = SenderSettings.receipts(settings, "twilio");
        this.moreTokens =
                settings.find("userphone.sms.receipts.tokens", ConfiguredCallbacks::tokens)
                        .orElse(List.of());
        this.clock = clock;
    }

    private static List<Secret> tokens(String text) {
        return Stream.of(text.split(",")).map(String::strip).map(Secret::new).toList();
    }

    @Override
    public Optional<CallbackReader> of(String name) {
        return providers.stream()
                .filter(provider -> provider.provider().equals(name))
                .findFirst()
                .flatMap(this::reader);
    }

    private Optional<CallbackReader> reader(SenderSettings provider) {
        if (provider instanceof SenderSettings.Twilio twilio) {
            return url.map(known -> reader(twilio, known));
        }
        return provider instanceof SenderSettings.Webhook webhook
                ? Optional.of(new WebhookCallbacks(webhook.keys(), clock))
                : Optional.empty();
    }

    private CallbackReader reader(SenderSettings.Twilio twilio, URI known) {
        var tokens = Stream.concat(Stream.of(twilio.token()), moreTokens.stream()).toList();
        return new TwilioCallbacks(known, tokens, clock);
    }
}
