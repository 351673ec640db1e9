package org.userphone.domain.provider;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;

/** Access to SMS providers that are not, or not yet, active. */
public interface ProviderGateway {

    /**
     * Whether messages may be sent to this endpoint: it must be a valid URL and not lead into a
     * private network.
     */
    boolean allows(String endpoint);

    /**
     * The providers of the program's settings in the order in which they are asked, with their
     * routes; the id of each is its type. In development mode without any, it is the inbox.
     */
    List<RoutedProvider> ofSettings();

    /** Sends one message by this provider, active or not. */
    Delivery send(SmsProvider provider, Sms sms);

    /**
     * Sends one message by a provider of the program's settings.
     *
     * @return empty if they name no such provider
     */
    Optional<Delivery> send(String provider, Sms sms);

    /**
     * Tries the providers of the settings and those that are active in the database, without
     * sending anything: whether each can be reached and takes our credentials, as far as it tells.
     *
     * @return a sentence for each with which something is wrong; it contains no credential
     */
    List<String> problems();
}
