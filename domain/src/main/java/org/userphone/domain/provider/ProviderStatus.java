package org.userphone.domain.provider;

import java.util.Map;
import java.util.Optional;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.ProviderUse;

/**
 * An SMS provider, where it comes from, and how it is.
 *
 * @param id the id in the database, or the name in the settings; messages, log and metrics call the
 *     provider so
 * @param type {@code twilio}, {@code webhook}, {@code smpp} or {@code inbox}
 * @param ofSettings whether it comes from the program's settings, and cannot be changed by calls
 * @param active whether it is asked to send
 * @param breaker its circuit breaker on the node that answers; empty if that node does not send by
 *     it
 * @param waiting how many messages wait for which it is the first to be asked
 */
public record ProviderStatus(
        String id,
        String type,
        String description,
        boolean ofSettings,
        boolean active,
        Routes routes,
        Optional<Breaker> breaker,
        ProviderUse use,
        long waiting) {

    static ProviderStatus of(SmsProvider provider) {
        return new ProviderStatus(
                provider.id(),
                provider.config().type(),
                provider.description(),
                false,
                provider.active(),
                provider.routes(),
                Optional.empty(),
                ProviderUse.NONE,
                0);
    }

    static ProviderStatus ofSettings(RoutedProvider provider, boolean active) {
        return new ProviderStatus(
                provider.id(),
                provider.id(),
                "",
                true,
                active,
                provider.routes(),
                Optional.empty(),
                ProviderUse.NONE,
                0);
    }

    /** The same provider and how it is, by what is known under the ids of providers. */
    ProviderStatus with(
            Map<String, Breaker> breakers,
            Map<String, ProviderUse> uses,
            Map<String, Long> messages) {
        return new ProviderStatus(
                id,
                type,
                description,
                ofSettings,
                active,
                routes,
                Optional.ofNullable(breakers.get(id)),
                uses.getOrDefault(id, ProviderUse.NONE),
                messages.getOrDefault(id, 0L));
    }
}
