package org.userphone.sms.route;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

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
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsEvents;
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
            SmsEvents events,
            Instance<SmsProviders> inDatabase) {
        return sender(
                settings,
                types,
                inbox,
                policy,
                clock,
                receipts.taker(),
                events,
                new ActiveProviders(inDatabase));
    }

    SmsSender sender(
            Settings settings,
            ProviderTypes types,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            Consumer<List<Receipt>> receipts,
            SmsEvents events,
            Supplier<List<SmsProvider>> active) {
        var senders = new ResilientSenders(policy, clock, receipts, events, LOG);
        return new ChangingSender(
                senderOfSettings(settings, types, inbox, senders), active, types, senders, clock);
    }

    private static SmsSender senderOfSettings(
            Settings settings, ProviderTypes types, Inbox inbox, ResilientSenders senders) {
        var providers = providers(settings, types, inbox);
        var names = providers.stream().map(Provider::name).toList();
        var routes = RouteSettings.read(settings, names);
        if (providers.isEmpty()) {
            LOG.log(
                    WARNING,
                    "No SMS provider is set: codes are sent by those only that are active in the"
                            + " database.");
            return new NoSender();
        }
        LOG.log(INFO, "SMS are handed to {0}.", String.join(", ", names));
        return new RoutingSender(
                providers.stream()
                        .map(one -> Route.of(one, routes.of(one.name()), senders.sender(one)))
                        .toList());
    }

    private static List<Provider> providers(Settings settings, ProviderTypes types, Inbox inbox) {
        boolean hasInbox =
                types.ofSettings().isEmpty()
                        && settings.read("userphone.development", Boolean::valueOf);
        return hasInbox ? List.of(new InboxProvider(inbox)) : types.ofSettings();
    }

    void close(@Disposes SmsSender sender) {
        sender.close();
    }
}
