package org.userphone.sms;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;

/**
 * The providers by the names that the configuration gives them: those of the settings, and those in
 * the database under their ids, active or not, because what they have to say may come later.
 */
final class KnownProviders {

    private final List<SenderSettings> ofSettings;
    private final SmsProviders inDatabase;
    private final ProviderSettings settings;
    private final Clock clock;

    KnownProviders(Settings settings, SmsProviders inDatabase, Clock clock) {
        this.ofSettings = SenderSettings.read(settings);
        this.inDatabase = inDatabase;
        this.settings = new ProviderSettings(settings);
        this.clock = clock;
    }

    Optional<SenderSettings> find(String name) {
        return ofSettings.stream()
                .filter(provider -> provider.provider().equals(name))
                .findFirst()
                .or(() -> inDatabase.all().find(name).map(this::settings));
    }

    private SenderSettings settings(SmsProvider provider) {
        return settings.of(provider, clock.instant());
    }
}
