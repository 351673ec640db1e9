package org.userphone.sms;

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
import java.util.stream.Collectors;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;

/**
 * Makes the sender that the configuration asks for: one of several providers, where it names
 * several. Providers that are configured send in development mode as well, which has the inbox
 * otherwise. Those that operators configure in the database while the program runs come before all
 * of these.
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
            Settings configured,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            ReceiptThreads receipts,
            Instance<SmsProviders> configuredLater) {
        return sender(
                configured,
                inbox,
                policy,
                clock,
                receipts.taker(),
                new ActiveProviders(configuredLater));
    }

    SmsSender sender(
            Settings configured,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            Consumer<List<Receipt>> receipts,
            Supplier<List<SmsProvider>> active) {
        var settled = settled(configured, inbox, policy, clock, receipts);
        return new ChangingSender(
                settled,
                active,
                new ProviderSettings(configured),
                new ResilientSenders(policy, clock, LOG),
                clock);
    }

    private static SmsSender settled(
            Settings configured,
            Inbox inbox,
            RetryPolicy policy,
            Clock clock,
            Consumer<List<Receipt>> receipts) {
        var providers = SenderSettings.read(configured);
        var names = providers.stream().map(SenderSettings::provider).toList();
        var routes = RouteSettings.read(configured, names);
        if (providers.isEmpty()) {
            LOG.log(
                    WARNING,
                    "No SMS provider is set: codes are sent by those only that are active in the"
                            + " database.");
            return new NoSender();
        }
        LOG.log(INFO, "SMS are handed to {0}.", String.join(", ", names));
        var careful = new ResilientSenders(policy, clock, LOG);
        return providers.stream()
                .map(
                        one ->
                                new Route(
                                        one.provider(),
                                        routes.of(one.provider()),
                                        careful.around(
                                                one.provider(),
                                                one.sender(inbox, clock, receipts))))
                .collect(Collectors.collectingAndThen(Collectors.toList(), RoutingSender::new));
    }

    void close(@Disposes SmsSender sender) {
        sender.close();
    }
}
