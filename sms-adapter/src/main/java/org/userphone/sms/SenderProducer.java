package org.userphone.sms;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.userphone.domain.Settings;
import org.userphone.domain.StartRefused;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.SenderSettings.Nobody;

/**
 * Makes the one sender that the configuration asks for. A provider that is configured sends in
 * development mode as well, which has the inbox otherwise.
 */
@Dependent
public class SenderProducer {

    private static final System.Logger LOG = System.getLogger(SenderProducer.class.getName());

    /**
     * @throws StartRefused if a setting of the provider's is missing or wrong
     */
    @Produces
    @Singleton
    SmsSender sender(Settings configured, Inbox inbox, RetryPolicy policy, Clock clock) {
        var settings = SenderSettings.read(configured);
        if (settings instanceof Nobody) {
            LOG.log(WARNING, "No SMS provider is configured: codes are not sent by SMS.");
        } else {
            LOG.log(INFO, "SMS are handed to {0}.", settings.getClass().getSimpleName());
        }
        var sender = new ReportingSender(settings.sender(inbox, clock), LOG);
        return new RestingSender(sender, policy, clock);
    }

    void close(@Disposes SmsSender sender) {
        sender.close();
    }
}
