package org.userphone.sms.route;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.provider.ProviderGateway;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;
import org.userphone.sms.http.Endpoints;

/** Sends single messages by providers that operators configure, all of which are called by HTTP. */
@Dependent
class HttpGateway implements ProviderGateway {

    private final Endpoints endpoints;
    private final ProviderTypes types;
    private final ReceiptThreads receipts;
    private final Clock clock;

    @Inject
    HttpGateway(Settings settings, ProviderTypes types, ReceiptThreads receipts, Clock clock) {
        this.endpoints = Endpoints.configured(settings);
        this.types = types;
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public boolean allows(String endpoint) {
        return endpoints.allows(endpoint);
    }

    /** {@inheritDoc} The provider's breaker and rest do not count, and no other one is asked. */
    @Override
    public Delivery send(SmsProvider provider, Sms sms) {
        return types.of(provider, clock.instant()).sender(clock, receipts.taker()).send(sms);
    }
}
