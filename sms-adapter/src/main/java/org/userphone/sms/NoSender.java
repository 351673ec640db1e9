package org.userphone.sms;

import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Stands where no provider is configured. Messages wait in the outbox without ending their
 * attempts: a provider that is configured while their code is alive gets them, and those whose code
 * has expired are dropped unsent.
 */
final class NoSender implements SmsSender {

    @Override
    public Delivery send(Sms sms) {
        return new NotAttempted();
    }
}
