package org.userphone.sms.route;

import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Stands where no provider is configured. A message waits in the outbox, and its attempts are not
 * counted: a provider that is configured before the message's code has expired gets it; otherwise
 * the message is dropped unsent.
 */
final class NoSender implements SmsSender {

    @Override
    public Delivery send(Sms sms) {
        return new NotAttempted();
    }
}
