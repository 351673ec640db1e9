package org.userphone.domain.provider;

import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;

/** What lies between us and the providers that operators configure. */
public interface ProviderGateway {

    /** Whether messages may be sent to this endpoint: it is a URL, and in no private network. */
    boolean allows(String endpoint);

    /** Sends one message by this provider, whether or not it is active. */
    Delivery send(SmsProvider provider, Sms sms);
}
