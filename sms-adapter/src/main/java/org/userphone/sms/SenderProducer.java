package org.userphone.sms;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.userphone.domain.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.SmsSender;

/** Makes the one sender that the configuration asks for. */
@Dependent
public class SenderProducer {

    private static final System.Logger LOG = System.getLogger(SenderProducer.class.getName());

    @Produces
    @Singleton
    SmsSender sender(Settings settings, Inbox inbox, Clock clock) {
        if (settings.read("userphone.development", Boolean::valueOf)) {
            return new InboxSender(inbox, clock);
        }
        LOG.log(WARNING, "No SMS provider is configured: codes are not sent by SMS.");
        return new NoSender();
    }
}
