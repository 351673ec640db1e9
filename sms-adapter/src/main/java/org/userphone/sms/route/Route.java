package org.userphone.sms.route;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.sms.SmsSender.Asked;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.sms.Provider;

/**
 * One of the providers that a message may go to.
 *
 * @param provider its name, which stays the same for as long as it is configured
 * @param routes the numbers that it is asked for
 * @param makesCodes whether it makes and checks the codes that it sends
 */
record Route(String provider, Routes routes, SmsSender sender, boolean makesCodes) {

    static Route of(Provider provider, Routes routes, SmsSender sender) {
        return new Route(provider.name(), routes, sender, provider.codeChecker().isPresent());
    }

    /** How closely the routes fit a number; empty if the provider is not asked for it. */
    OptionalInt fit(PhoneNumber number) {
        return routes.match(number);
    }

    /**
     * Whether the provider does what the message needs: send a text, or make a code and send it.
     */
    boolean suits(Sms sms) {
        return makesCodes == sms.isCodeMadeByProvider();
    }

    /**
     * Sends by this provider, which a delivery names whose outcome is unknown. An error of the
     * sender is an attempt too.
     */
    Delivery send(Sms sms, Consumer<Asked> listener) {
        long start = System.nanoTime();
        Delivery delivery = new Unknown("error");
        try {
            delivery = sender.send(sms);
        } finally {
            if (!(delivery instanceof LeftAlone)) {
                var took = Duration.ofNanos(System.nanoTime() - start);
                listener.accept(new Asked(provider, delivery, took));
            }
        }
        return delivery instanceof Unknown unknown
                ? new Unknown(unknown.reason(), Optional.of(provider))
                : delivery;
    }
}
