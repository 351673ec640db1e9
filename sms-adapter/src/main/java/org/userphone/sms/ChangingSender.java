package org.userphone.sms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.sms.SenderSettings.HttpProvider;

/**
 * Sends by the providers that are active in the database, and by those of the settings if none is.
 * Each node looks at the database anew when its last look is {@link #LOOK} old, so that a change
 * needs no restart anywhere. One thread looks, and the others go on by what was seen before: who
 * waits here may hold a connection to the database that the one who looks needs. A provider that
 * stays as it is keeps its breaker and its rest.
 */
final class ChangingSender implements SmsSender {

    static final Duration LOOK = Duration.ofSeconds(1);

    /** A provider as it was at the last look, and what sends by it. */
    private record Known(HttpProvider settings, SmsSender sender) {}

    private final SmsSender otherwise;
    private final Supplier<List<SmsProvider>> active;
    private final ProviderSettings settings;
    private final ResilientSenders careful;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private Map<String, Known> known = Map.of();
    private volatile SmsSender sender;
    private volatile Instant nextLook = Instant.MIN;

    ChangingSender(
            SmsSender otherwise,
            Supplier<List<SmsProvider>> active,
            ProviderSettings settings,
            ResilientSenders careful,
            Clock clock) {
        this.otherwise = otherwise;
        this.active = active;
        this.settings = settings;
        this.careful = careful;
        this.clock = clock;
        this.sender = otherwise;
    }

    @Override
    public Delivery send(Sms sms) {
        return now().send(sms);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider) {
        return now().sendAgain(sms, provider);
    }

    /** {@inheritDoc} Those in the database keep none; the others may have receipts to tell. */
    @Override
    public Optional<Failed> connect() {
        return otherwise.connect();
    }

    @Override
    public int room(int limit) {
        return now().room(limit);
    }

    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return now().makesCode(number);
    }

    private SmsSender now() {
        var now = clock.instant();
        if (!now.isBefore(nextLook) && mayLook()) {
            try {
                if (!now.isBefore(nextLook)) {
                    look(active.get(), now);
                    nextLook = now.plus(LOOK);
                }
            } finally {
                looking.unlock();
            }
        }
        return sender;
    }

    /** Before anything was seen there is nothing to go by, and everybody waits. */
    private boolean mayLook() {
        if (nextLook.equals(Instant.MIN)) {
            looking.lock();
            return true;
        }
        return looking.tryLock();
    }

    private void look(List<SmsProvider> providers, Instant now) {
        known =
                providers.stream()
                        .collect(
                                Collectors.toMap(
                                        SmsProvider::id, provider -> known(provider, now)));
        sender =
                providers.isEmpty()
                        ? otherwise
                        : new RoutingSender(providers.stream().map(this::route).toList());
    }

    private Known known(SmsProvider provider, Instant now) {
        var its = settings.of(provider, now);
        var before = known.get(provider.id());
        return before != null && before.settings().equals(its)
                ? before
                : new Known(its, careful.around(provider.id(), its.sender(clock)));
    }

    private Route route(SmsProvider provider) {
        var its = known.get(provider.id());
        return new Route(
                provider.id(), provider.routes(), its.sender(), its.settings().makesCodes());
    }

    @Override
    public void close() {
        otherwise.close();
    }
}
