package org.userphone.sms.route;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.provider.ProviderGateway;
import org.userphone.domain.provider.RoutedProvider;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Sms;
import org.userphone.sms.Provider;
import org.userphone.sms.http.Endpoints;

/**
 * Sends single messages, by providers in the database or by those of the settings, and tries all
 * that are to send.
 */
@Dependent
class HttpGateway implements ProviderGateway {

    private final Endpoints endpoints;
    private final ProviderTypes types;
    private final ProvidersOfSettings ofSettings;
    private final ReceiptThreads receipts;
    private final SmsProviders inDatabase;
    private final Clock clock;

    @Inject
    HttpGateway(
            Settings settings,
            ProviderTypes types,
            Inbox inbox,
            ReceiptThreads receipts,
            SmsProviders inDatabase,
            Clock clock) {
        this.endpoints = Endpoints.configured(settings);
        this.types = types;
        this.ofSettings = ProvidersOfSettings.read(settings, types, inbox);
        this.receipts = receipts;
        this.inDatabase = inDatabase;
        this.clock = clock;
    }

    @Override
    public List<RoutedProvider> ofSettings() {
        return ofSettings.routed();
    }

    @Override
    public boolean allows(String endpoint) {
        return endpoints.allows(endpoint);
    }

    /** {@inheritDoc} The provider's breaker and rest do not count, and no other one is asked. */
    @Override
    public Delivery send(SmsProvider provider, Sms sms) {
        return send(types.of(provider, clock.instant()), sms);
    }

    /** {@inheritDoc} The provider's breaker and rest do not count, and no other one is asked. */
    @Override
    public Optional<Delivery> send(String provider, Sms sms) {
        return ofSettings.find(provider).map(one -> send(one, sms));
    }

    /** An SMPP provider is bound for this message only. */
    private Delivery send(Provider provider, Sms sms) {
        var sender = provider.sender(clock, receipts.taker());
        try {
            return sender.send(sms);
        } finally {
            sender.close();
        }
    }

    @Override
    public List<String> problems() {
        var active = inDatabase.all().active().stream().map(one -> types.of(one, clock.instant()));
        return Stream.concat(types.ofSettings().stream(), active)
                .flatMap(provider -> problem(provider).stream())
                .toList();
    }

    private Optional<String> problem(Provider provider) {
        return provider.problem(clock)
                .map(
                        problem ->
                                "The SMS provider %s cannot be used: %s."
                                        .formatted(provider.name(), problem));
    }
}
