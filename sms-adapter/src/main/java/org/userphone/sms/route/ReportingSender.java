package org.userphone.sms.route;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Logs for the operator why a provider takes no messages: each reason once, until the provider
 * takes a message again. Each message that the provider refuses is logged too. The log has ids and
 * reasons, and neither codes nor numbers.
 */
public final class ReportingSender implements SmsSender {

    private final String provider;
    private final SmsSender sender;
    private final System.Logger log;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Set<String> connectionFailures = ConcurrentHashMap.newKeySet();

    public ReportingSender(String provider, SmsSender sender, System.Logger log) {
        this.provider = provider;
        this.sender = sender;
        this.log = log;
    }

    @Override
    public Delivery send(Sms sms) {
        var delivery = sender.send(sms);
        if (delivery instanceof Accepted && !reported.isEmpty()) {
            reported.clear();
            log.log(INFO, "The SMS provider {0} takes messages again.", provider);
        } else if (delivery instanceof Refused refused) {
            log.log(
                    INFO,
                    "SMS {0} is refused for good by {2}: {1}.",
                    sms.id(),
                    refused.reason(),
                    provider);
        } else if (delivery instanceof Failed failed) {
            report(sms, failed);
        }
        return delivery;
    }

    private void report(Sms sms, Failed failed) {
        log.log(
                level(failed),
                failed instanceof Misconfigured
                        ? "The SMS provider {2} refuses our configuration ({1}); SMS {0} and others"
                                + " wait until it is set right or their codes expire."
                        : "The SMS provider {2} did not take SMS {0}: {1}. It is tried again.",
                sms.id(),
                failed.reason(),
                provider);
    }

    private Level level(Failed failed) {
        Level loud = failed instanceof Misconfigured ? ERROR : WARNING;
        return reported.add(failed.reason()) ? loud : DEBUG;
    }

    @Override
    public Optional<Failed> connect() {
        var failure = sender.connect();
        failure.ifPresent(this::report);
        if (failure.isEmpty() && reported.removeAll(connectionFailures)) {
            connectionFailures.clear();
            log.log(INFO, "The SMS provider {0} is within reach again.", provider);
        }
        return failure;
    }

    private void report(Failed failed) {
        log.log(
                level(failed),
                "The SMS provider {0} is out of reach: {1}. It is tried again.",
                provider,
                failed.reason());
        connectionFailures.add(failed.reason());
    }

    @Override
    public int room(int limit) {
        return sender.room(limit);
    }

    @Override
    public void close() {
        sender.close();
    }
}
