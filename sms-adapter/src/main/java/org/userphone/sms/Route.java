package org.userphone.sms;

import java.util.Optional;
import java.util.OptionalInt;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * One of several providers.
 *
 * @param provider its name, which stays the same for as long as it is configured
 * @param routes the numbers that it is asked for
 */
record Route(String provider, Routes routes, SmsSender sender) {

    /** How closely it fits the number of a message; empty if it is not asked for it. */
    OptionalInt fit(Sms sms) {
        return routes.match(sms.recipient());
    }

    /** Sends by this provider; if its answer is lost, it says where. */
    Delivery send(Sms sms) {
        var delivery = sender.send(sms);
        return delivery instanceof Unknown unknown
                ? new Unknown(unknown.reason(), Optional.of(provider))
                : delivery;
    }
}
