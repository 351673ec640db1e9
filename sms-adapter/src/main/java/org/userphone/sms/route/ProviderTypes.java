package org.userphone.sms.route;

import static java.util.stream.Collectors.joining;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.Provider;
import org.userphone.sms.ProviderType;
import org.userphone.sms.smpp.SmppType;
import org.userphone.sms.twilio.TwilioType;
import org.userphone.sms.webhook.WebhookType;

/**
 * The types of providers that there are, and the providers that the program's settings describe. A
 * further type is one more line in {@link #TYPES}.
 */
@ApplicationSingleton
public class ProviderTypes {

    private static final List<Function<Settings, ProviderType>> TYPES =
            List.of(TwilioType::new, WebhookType::new, SmppType::new);

    private final List<ProviderType> types;
    private final List<Provider> ofSettings;

    /**
     * Reads what holds for all providers of a type, which providers the settings name, and then the
     * settings of these only.
     *
     * @throws StartRefused if a setting is missing or wrong; the message shows no secret
     */
    @Inject
    public ProviderTypes(Settings settings) {
        this.types = TYPES.stream().map(type -> type.apply(settings)).toList();
        this.ofSettings =
                settings.find("userphone.sms.provider", this::listed).orElse(List.of()).stream()
                        .map(ProviderType::ofSettings)
                        .toList();
    }

    private List<ProviderType> listed(String text) {
        var names = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("it names a provider twice");
        }
        return names.stream().map(this::named).toList();
    }

    private ProviderType named(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it is one of " + names()));
    }

    private String names() {
        return types.stream().map(ProviderType::name).collect(joining(", "));
    }

    /** The providers that the setting userphone.sms.provider names, in their order. */
    List<Provider> ofSettings() {
        return ofSettings;
    }

    /**
     * The provider that an operator has configured in the database.
     *
     * @param now the time at which it is to send
     */
    Provider of(SmsProvider configured, Instant now) {
        return types.stream()
                .flatMap(type -> type.of(configured, now).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no type has " + configured.config()));
    }
}
