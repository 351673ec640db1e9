package org.userphone.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.PhoneNumber;

/**
 * Asks several providers, one after the other: those first whose route fits the number most
 * closely, and among equals the one that is named first.
 *
 * <p>Only what is temporary sends a message on to the next: a provider that is down, at rest or
 * left alone by its breaker. A refusal is meant for good, wrong credentials are ours to set right,
 * and a provider that may have got the message is asked again under the same id before any other
 * is, so that nobody gets two messages for want of an answer.
 */
final class RoutingSender implements SmsSender {

    private final List<Route> routes;

    /**
     * @param routes in the order in which they are asked
     */
    RoutingSender(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public Delivery send(Sms sms) {
        return ask(candidates(sms), sms);
    }

    /** {@inheritDoc} If it has no answer now either, the others get their turn. */
    @Override
    public Delivery sendAgain(Sms sms, String provider) {
        var others = new ArrayList<>(candidates(sms));
        var inDoubt =
                others.stream().filter(route -> route.provider().equals(provider)).findFirst();
        if (inDoubt.isEmpty()) {
            return send(sms);
        }
        others.remove(inDoubt.get());
        var again = inDoubt.get().send(sms);
        return others.isEmpty() || !isTemporary(again) && !(again instanceof Unknown)
                ? again
                : ask(others, sms);
    }

    private List<Route> candidates(Sms sms) {
        return candidates(sms.recipient()).filter(route -> route.suits(sms)).toList();
    }

    /** Those that fit equally well keep their order. */
    private Stream<Route> candidates(PhoneNumber number) {
        return routes.stream()
                .filter(route -> route.fit(number).isPresent())
                .sorted(
                        Comparator.comparing(
                                route -> route.fit(number).getAsInt(), Comparator.reverseOrder()));
    }

    /** {@inheritDoc} It is for the one to say that is asked first. */
    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return candidates(number).findFirst().filter(Route::makesCodes).map(Route::provider);
    }

    private static Delivery ask(List<Route> candidates, Sms sms) {
        var failures = new ArrayList<Delivery>();
        for (var route : candidates) {
            var delivery = route.send(sms);
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
        return delivery instanceof Deferred || delivery instanceof Throttled;
    }

    /** Whoever says nothing about time may be asked again as soon as the policy allows. */
    private static Duration wait(Delivery delivery) {
        return Optional.of(delivery)
                .filter(Throttled.class::isInstance)
                .flatMap(throttled -> ((Throttled) throttled).retryAfter())
                .orElse(Duration.ZERO);
    }

    /** {@inheritDoc} Those of all providers. */
    @Override
    public Optional<Failed> connect() {
        var failures = routes.stream().flatMap(route -> route.sender().connect().stream()).toList();
        return failures.stream().findFirst();
    }

    /** As much as the one has that has most: whom a message fits is seen when it is claimed. */
    @Override
    public int room(int limit) {
        return routes.stream().mapToInt(route -> route.sender().room(limit)).max().orElse(limit);
    }

    @Override
    public void close() {
        routes.forEach(route -> route.sender().close());
    }
}
