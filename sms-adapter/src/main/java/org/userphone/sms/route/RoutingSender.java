package org.userphone.sms.route;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.userphone.domain.sms.Breaker;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.PhoneNumber;

/**
 * Asks several providers, one after the other: first the one whose routes fit the number most
 * closely, and among those that fit equally well the one that is named first.
 *
 * <p>A message goes on to the next provider only if the failure of the one before is temporary: it
 * is down, at rest or left alone by its breaker. A refusal is meant for good, and wrong credentials
 * are for an operator to set right. A provider that may have got the message is asked again under
 * the same id before any other is, so that a lost answer does not make anybody get two messages.
 */
final class RoutingSender implements SmsSender {

    private static final Consumer<Asked> NOBODY = asked -> {};

    private final List<Route> routes;

    /**
     * @param routes in the order in which they are asked
     */
    RoutingSender(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public Delivery send(Sms sms) {
        return send(sms, NOBODY);
    }

    @Override
    public Delivery send(Sms sms, Consumer<Asked> listener) {
        return ask(candidates(sms), sms, listener);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider) {
        return sendAgain(sms, provider, NOBODY);
    }

    /** {@inheritDoc} If this provider has no answer again, the others are asked. */
    @Override
    public Delivery sendAgain(Sms sms, String provider, Consumer<Asked> listener) {
        var others = new ArrayList<>(candidates(sms));
        var asked = others.stream().filter(route -> route.provider().equals(provider)).findFirst();
        if (asked.isEmpty()) {
            return send(sms, listener);
        }
        others.remove(asked.get());
        var again = asked.get().send(sms, listener);
        return others.isEmpty() || !isTemporary(again) && !(again instanceof Unknown)
                ? again
                : ask(others, sms, listener);
    }

    private List<Route> candidates(Sms sms) {
        return candidates(sms.recipient()).filter(route -> route.suits(sms)).toList();
    }

    /**
     * The routes that fit the number, the closest first; those that fit equally keep their order.
     */
    private Stream<Route> candidates(PhoneNumber number) {
        return routes.stream()
                .filter(route -> route.fit(number).isPresent())
                .sorted(
                        Comparator.comparing(
                                route -> route.fit(number).getAsInt(), Comparator.reverseOrder()));
    }

    @Override
    public List<String> providers(Sms sms) {
        return candidates(sms).stream().map(Route::provider).toList();
    }

    /** {@inheritDoc} The provider that is asked first decides. */
    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return candidates(number).findFirst().filter(Route::makesCodes).map(Route::provider);
    }

    @Override
    public Map<String, Breaker> breakers() {
        return routes.stream()
                .flatMap(route -> route.sender().breakers().entrySet().stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Delivery ask(List<Route> candidates, Sms sms, Consumer<Asked> listener) {
        var failures = new ArrayList<Delivery>();
        for (var route : candidates) {
            var delivery = route.send(sms, listener);
            if (!isTemporary(delivery)) {
                return delivery;
            }
            failures.add(delivery);
        }
        return failures.stream()
                .min(Comparator.comparing(RoutingSender::wait))
                .orElse(new Misconfigured("no provider for this country"));
    }

    private static boolean isTemporary(Delivery delivery) {
        return delivery instanceof Deferred
                || delivery instanceof Throttled
                || delivery instanceof LeftAlone;
    }

    /** How long the provider wants to be left alone; a deferral says nothing about that. */
    private static Duration wait(Delivery delivery) {
        return delivery instanceof Failed failed
                ? failed.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** {@inheritDoc} It opens the connections of all providers. */
    @Override
    public Optional<Failed> connect() {
        var failures = routes.stream().flatMap(route -> route.sender().connect().stream()).toList();
        return failures.stream().findFirst();
    }

    /**
     * {@inheritDoc} It is that of the provider that takes most, because which provider a message
     * fits is not known before the message is claimed.
     */
    @Override
    public int room(int limit) {
        return routes.stream().mapToInt(route -> route.sender().room(limit)).max().orElse(limit);
    }

    @Override
    public void close() {
        routes.forEach(route -> route.sender().close());
    }
}
