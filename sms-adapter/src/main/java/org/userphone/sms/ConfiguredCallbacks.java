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
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;

/** Who sends receipts by HTTP: every provider that is known. */
@Dependent
class ConfiguredCallbacks implements CallbackReader {

    private final KnownProviders providers;
    private final List<Secret> moreTokens;
    private final Clock clock;

    @Inject
    ConfiguredCallbacks(Settings settings, SmsProviders configured, Clock clock) {
        this.providers = new KnownProviders(settings, configured, clock);
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
        return providers
                .find(callback.provider())
                .flatMap(this::reader)
                .orElseThrow(() -> new Rejection(Reason.RECEIPT_PROVIDER_UNKNOWN))
                .read(callback);
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
