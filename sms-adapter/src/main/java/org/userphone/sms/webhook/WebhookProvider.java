package org.userphone.sms.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;
import org.userphone.sms.Secret;
import org.userphone.sms.http.Networks;

/**
 * An HTTP endpoint of an operator's.
 *
 * @param description what the operator calls it; empty if nothing
 * @param keys each of them signs every message, so that the two sides can change keys one after the
 *     other
 * @param networks where the endpoint may be
 * @param timeout of a whole request and its answer
 */
public record WebhookProvider(
        String name,
        String description,
        URI url,
        List<Secret> keys,
        Networks networks,
        Duration timeout)
        implements Provider {

    @Override
    public SmsSender sender(Clock clock, Consumer<List<Receipt>> receipts) {
        return new WebhookSender(this, clock, SystemDefaultDnsResolver.INSTANCE);
    }

    @Override
    public Optional<String> problem(Clock clock) {
        return new WebhookSender(this, clock, SystemDefaultDnsResolver.INSTANCE).problem();
    }

    @Override
    public Optional<CallbackReader> callbacks(Clock clock) {
        return Optional.of(new WebhookCallbacks(keys, clock));
    }

    /** Shows the host only, because the path or the query of the URL may be a secret. */
    @Override
    public String toString() {
        return "Webhook[" + url.getHost() + "]";
    }
}
