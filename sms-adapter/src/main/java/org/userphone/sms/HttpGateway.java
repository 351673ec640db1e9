package org.userphone.sms;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import org.userphone.domain.provider.ProviderGateway;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;

/** The way to the providers that operators configure, all of which are called by HTTP. */
@Dependent
class HttpGateway implements ProviderGateway {

    private final ProviderSettings settings;
    private final Clock clock;

    @Inject
    HttpGateway(Settings settings, Clock clock) {
        this.settings = new ProviderSettings(settings);
        this.clock = clock;
    }

    @Override
    public boolean allows(String endpoint) {
        return settings.allows(endpoint);
    }

    /** {@inheritDoc} Nothing stands between: no breaker, no rest, no other provider. */
    @Override
    public Delivery send(SmsProvider provider, Sms sms) {
        return settings.of(provider, clock.instant()).sender(clock).send(sms);
    }
}
