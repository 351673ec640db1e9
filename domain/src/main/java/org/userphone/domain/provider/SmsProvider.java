package org.userphone.domain.provider;

import java.time.Instant;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.user.EventPosition;

/**
 * A provider of SMS that an operator has configured.
 *
 * @param active whether it is asked to send
 * @param routes the numbers that it is asked for while it is active
 * @param changed the last event of the instance that is about it
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
     * @throws Rejection with {@link Reason#SMS_PROVIDER_NOT_FOUND} if it is of another kind
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

    /** One that is asked for these numbers. */
    SmsProvider on(Routes newRoutes) {
        return new SmsProvider(id, true, newRoutes, description, config, addedAt, changed);
    }

    /** One that is not asked. */
    SmsProvider off() {
        return new SmsProvider(id, false, Routes.ALL, description, config, addedAt, changed);
    }

    SmsProvider at(EventPosition position) {
        return new SmsProvider(id, active, routes, description, config, addedAt, position);
    }
}
