package org.userphone.domain.provider;

import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;

/** Access to SMS providers that are not, or not yet, active. */
public interface ProviderGateway {

    /**
     * Whether messages may be sent to this endpoint: it must be a valid URL and not lead into a
     * private network.
     */
    boolean allows(String endpoint);

    /** Sends one message by this provider, active or not. */
    Delivery send(SmsProvider provider, Sms sms);
}
