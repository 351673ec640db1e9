package org.userphone.sms.route;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.userphone.domain.StartRefused;
import org.userphone.domain.Tracing;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;

/**
 * Makes the one sender of the application. It sends by the providers that are active in the
 * database; if none is, by those that the program's settings name; if they name none, into the
 * inbox in development mode, and otherwise not at all.
 */
@Dependent
public class SenderProducer {

    private static final System.Logger LOG = System.getLogger(SenderProducer.class.getName());

    /**
     * @throws StartRefused if a setting of a provider's is missing or wrong
     */
    @Produces
    @Singleton
    SmsSender sender(
            Settings settings,
            ProviderTypes types,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            ReceiptThreads receipts,
            Instance<SmsProviders> inDatabase,
            Tracing tracing) {
        return sender(
                settings,
                types,
                inbox,
                policy,
                clock,
                receipts.taker(),
                new ActiveProviders(inDatabase),
                tracing);
    }

    SmsSender sender(
            Settings settings,
            ProviderTypes types,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            Consumer<List<Receipt>> receipts,
            Supplier<List<SmsProvider>> active,
            Tracing tracing) {
        var senders = new ResilientSenders(policy, clock, receipts, tracing, LOG);
        var ofSettings = ProvidersOfSettings.read(settings, types, inbox);
        return new ChangingSender(
                senderOfSettings(ofSettings, senders), active, types, senders, clock);
    }

    private static SmsSender senderOfSettings(
            ProvidersOfSettings ofSettings, ResilientSenders senders) {
        var providers = ofSettings.providers();
        if (providers.isEmpty()) {
            LOG.log(
                    WARNING,
                    "No SMS provider is set: codes are sent by those only that are active in the"
                            + " database.");
            return new NoSender();
        }
        LOG.log(
                INFO,
                "SMS are handed to {0}.",
                providers.stream().map(Provider::name).collect(joining(", ")));
        return new RoutingSender(
                providers.stream()
                        .map(
                                one ->
                                        Route.of(
                                                one,
                                                ofSettings.routes().of(one.name()),
                                                senders.sender(one)))
                        .toList());
    }

    void close(@Disposes SmsSender sender) {
        sender.close();
    }
}
