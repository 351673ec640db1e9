package org.userphone.sms;

import java.util.Optional;
import java.util.OptionalInt;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.PhoneNumber;

/**
 * One of several providers.
 *
 * @param provider its name, which stays the same for as long as it is configured
 * @param routes the numbers that it is asked for
 * @param makesCodes whether it makes and checks the codes that it sends
 */
record Route(String provider, Routes routes, SmsSender sender, boolean makesCodes) {

    /** One that sends what it is given. */
    Route(String provider, Routes routes, SmsSender sender) {
        this(provider, routes, sender, false);
    }

    /** How closely it fits a number; empty if it is not asked for it. */
    OptionalInt fit(PhoneNumber number) {
        return routes.match(number);
    }

    /** Whether it can do what the message wants: send a text, or make a code and send it. */
    boolean suits(Sms sms) {
        return makesCodes == sms.isCodeMadeByProvider();
    }

    /** Sends by this provider; if its answer is lost, it says where. */
    Delivery send(Sms sms) {
        var delivery = sender.send(sms);
        return delivery instanceof Unknown unknown
                ? new Unknown(unknown.reason(), Optional.of(provider))
                : delivery;
    }
}
