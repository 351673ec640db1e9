package org.userphone.domain.settings;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.userphone.domain.access.ChosenIds;
import org.userphone.domain.guard.CallerPolicy;
import org.userphone.domain.guard.Quota;

/** The settings of the domain that limit what callers may do to others and to themselves. */
@Dependent
public class CallerSettings {

    private final Settings settings;

    @Inject
    public CallerSettings(Settings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    CallerPolicy callers() {
        return new CallerPolicy(
                quotas("userphone.attempts.caller"), quotas("userphone.self.changes"));
    }

    @Produces
    @Singleton
    ChosenIds chosenIds() {
        return settings.read("userphone.ids.chosen", CallerSettings::chosenIds);
    }

    private static ChosenIds chosenIds(String text) {
        return switch (text) {
            case "instance" -> ChosenIds.INSTANCE;
            case "organisation" -> ChosenIds.ORGANISATION;
            default -> throw new IllegalArgumentException("it is instance or organisation");
        };
    }

    private List<Quota> quotas(String key) {
        return settings.find(key, Quota::parse).orElse(List.of());
    }
}
