package org.userphone.sms;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.userphone.domain.Settings;
import org.userphone.domain.sms.SmsSender;

/** Makes the one sender that the configuration asks for. */
@Dependent
public class SenderProducer {

    private static final System.Logger LOG = System.getLogger(SenderProducer.class.getName());

    @Produces
    @Singleton
    SmsSender sender(Settings settings, InboxSender inbox) {
        if (settings.read("userphone.development", Boolean::valueOf)) {
            return inbox;
        }
        LOG.log(WARNING, "No SMS provider is configured: codes are not sent by SMS.");
        return new NoSender();
    }
}
