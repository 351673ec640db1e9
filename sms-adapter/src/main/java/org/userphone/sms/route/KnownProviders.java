package org.userphone.sms.route;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.sms.Provider;

/**
 * Finds a provider by its name: one of the program's settings, or one in the database, whose name
 * is its id. A provider that is not active is found too, because its receipts and the check of its
 * codes may come later.
 */
@Dependent
class KnownProviders {

    private final ProviderTypes types;
    private final SmsProviders inDatabase;
    private final Clock clock;

    @Inject
    KnownProviders(ProviderTypes types, SmsProviders inDatabase, Clock clock) {
        this.types = types;
        this.inDatabase = inDatabase;
        this.clock = clock;
    }

    Optional<Provider> find(String name) {
        return types.ofSettings().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .or(() -> inDatabase.all().find(name).map(one -> types.of(one, clock.instant())));
    }
}
