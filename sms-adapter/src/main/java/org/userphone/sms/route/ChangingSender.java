package org.userphone.sms.route;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.sms.Provider;

/**
 * Sends by the providers that are active in the database, and if none is, by those of the program's
 * settings. Each node reads the database again when what it has read is {@link #MAX_AGE} old, so
 * that a change needs no restart anywhere. A provider that stays as it is keeps its sender, and
 * with it its breaker and its rest.
 *
 * <p>One thread reads, and the others go on by what was read before. They must not wait for it: a
 * thread that waits may hold a database connection that the reading thread needs.
 */
final class ChangingSender implements SmsSender {

    static final Duration MAX_AGE = Duration.ofSeconds(1);

    /** A provider as it was read, and what sends by it. */
    private record Known(Provider provider, SmsSender sender) {}

    private final SmsSender fallback;
    private final Supplier<List<SmsProvider>> active;
    private final ProviderTypes types;
    private final ResilientSenders senders;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private Map<String, Known> known = Map.of();
    private volatile SmsSender current;
    private volatile Instant nextRead = Instant.MIN;

    /**
     * @param fallback sends while no provider is active
     * @param active reads the active providers from the database, in their order
     */
    ChangingSender(
            SmsSender fallback,
            Supplier<List<SmsProvider>> active,
            ProviderTypes types,
            ResilientSenders senders,
            Clock clock) {
        this.fallback = fallback;
        this.active = active;
        this.types = types;
        this.senders = senders;
        this.clock = clock;
        this.current = fallback;
    }

    @Override
    public Delivery send(Sms sms) {
        return current().send(sms);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider) {
        return current().sendAgain(sms, provider);
    }

    @Override
    public Delivery send(Sms sms, Consumer<Asked> listener) {
        return current().send(sms, listener);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider, Consumer<Asked> listener) {
        return current().sendAgain(sms, provider, listener);
    }

    /**
     * {@inheritDoc} Providers in the database keep no connection. Those of the settings may have
     * receipts to send even while others are active.
     */
    @Override
    public Optional<Failed> connect() {
        return fallback.connect();
    }

    @Override
    public int room(int limit) {
        return current().room(limit);
    }

    @Override
    public List<String> providers(Sms sms) {
        return current().providers(sms);
    }

    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return current().makesCode(number);
    }

    /**
     * {@inheritDoc} They are those of the providers that are asked as far as was read last, so that
     * whoever looks need not wait for the database, and of those of the settings.
     */
    @Override
    public Map<String, Breaker> breakers() {
        var all = new HashMap<>(fallback.breakers());
        all.putAll(current.breakers());
        return all;
    }

    private SmsSender current() {
        var now = clock.instant();
        if (!now.isBefore(nextRead) && mayRead()) {
            try {
                if (!now.isBefore(nextRead)) {
                    read(now);
                    nextRead = now.plus(MAX_AGE);
                }
            } finally {
                reading.unlock();
            }
        }
        return current;
    }

    /** Before the first reading there is nothing to go by, and so every thread waits for it. */
    private boolean mayRead() {
        if (nextRead.equals(Instant.MIN)) {
            reading.lock();
            return true;
        }
        return reading.tryLock();
    }

    private void read(Instant now) {
        var providers = active.get();
        known = providers.stream().collect(toMap(SmsProvider::id, one -> known(one, now)));
        current =
                providers.isEmpty()
                        ? fallback
                        : new RoutingSender(providers.stream().map(this::route).toList());
    }

    private Known known(SmsProvider configured, Instant now) {
        var provider = types.of(configured, now);
        var before = known.get(configured.id());
        return before != null && before.provider().equals(provider)
                ? before
                : new Known(provider, senders.sender(provider));
    }

    private Route route(SmsProvider configured) {
        var its = known.get(configured.id());
        return Route.of(its.provider(), configured.routes(), its.sender());
    }

    @Override
    public void close() {
        fallback.close();
    }
}
