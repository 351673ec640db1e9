package org.userphone.domain.provider;

import java.time.Instant;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.EventPosition;

/**
 * An SMS provider that an operator has configured.
 *
 * @param active whether the provider is asked to send
 * @param routes the numbers that the provider is asked for while it is active
 * @param changed the position of the last event about the provider
 */
public record SmsProvider(
        String id,
        boolean active,
        Routes routes,
        String description,
        ProviderConfig config,
        Instant addedAt,
        EventPosition changed) {

    /**
     * @throws Rejection with {@link Reason#SMS_PROVIDER_NOT_FOUND} if the provider is of another
     *     kind
     */
    <T extends ProviderConfig> T config(Class<T> kind) {
        if (!kind.isInstance(config)) {
            throw new Rejection(Reason.SMS_PROVIDER_NOT_FOUND);
        }
        return kind.cast(config);
    }

    SmsProvider with(String newDescription, ProviderConfig newConfig) {
        return new SmsProvider(id, active, routes, newDescription, newConfig, addedAt, changed);
    }

    /** This provider, active for these numbers. */
    SmsProvider on(Routes newRoutes) {
        return new SmsProvider(id, true, newRoutes, description, config, addedAt, changed);
    }

    /** This provider, inactive. */
    SmsProvider off() {
        return new SmsProvider(id, false, Routes.ALL, description, config, addedAt, changed);
    }

    SmsProvider at(EventPosition position) {
        return new SmsProvider(id, active, routes, description, config, addedAt, position);
    }
}
