package org.userphone.sms;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.SmsProvider;

/**
 * A kind of provider. Its constructor takes the program's settings, of which it reads those that
 * hold for every provider of the kind.
 */
public interface ProviderType {

    /** The name by which the setting userphone.sms.provider asks for a provider of this kind. */
    String name();

    /**
     * The one provider of this kind that the program's settings describe.
     *
     * @throws StartRefused if a setting is missing or wrong; the message shows no secret
     */
    Provider ofSettings();

    /**
     * A provider that an operator has configured in the database.
     *
     * @param now the time at which it is to send: keys that it has retired sign for a while
     * @return empty if the provider is of another kind
     */
    default Optional<Provider> of(SmsProvider configured, Instant now) {
        return Optional.empty();
    }
}
