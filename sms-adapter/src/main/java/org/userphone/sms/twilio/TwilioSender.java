package org.userphone.sms.twilio;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.http.HttpAnswer;

/**
 * Sends by Twilio's Messages API (protocol section 7.2). The API has no key by which it could tell
 * a repeat: a message whose outcome is unknown may reach the phone twice.
 */
final class TwilioSender implements SmsSender {

    /**
     * Twilio's error codes that are about the number or the message, by Twilio's dictionary of
     * errors. When the message is sent: no valid number, a region that is not enabled, a short
     * code, our own sender, unsubscribed, not reachable from our sender, no mobile, text too long,
     * a landline. When it is on its way: unreachable, blocked, unknown, a landline, filtered by the
     * network, unknown to it, not in its region, too long on its way, too expensive. Every other
     * code is taken for a fault of our configuration, so that a code that is new does not lose a
     * message.
     */
    private static final Set<Integer> REFUSALS =
            Set.of(
                    21211, 21214, 21217, 21265, 21266, 21401, 21407, 21408, 21421, 21610, 21612,
                    21614, 21617, 21635, 30003, 30004, 30005, 30006, 30007, 30008, 30009, 30010,
                    30011, 30036, 30410, 30450, 30453, 63024);

    /** Twilio's error codes that say that too many messages of our sender wait at Twilio. */
    private static final Set<Integer> QUEUE_FULL = Set.of(21611, 30001);

    /** The states of a message that Twilio took and already knows will not arrive. */
    private static final Set<String> FAILED = Set.of("failed", "undelivered", "canceled");

    private final TwilioProvider provider;
    private final Clock clock;

    TwilioSender(TwilioProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        var form = new LinkedHashMap<String, String>();
        form.put("To", sms.recipient().e164());
        form.put("From", sms.sender().orElse(provider.senderNumber()));
        form.put("Body", sms.text());
        provider.receiptsUrl().ifPresent(url -> form.put("StatusCallback", url.toString()));
        try {
            return delivery(provider.client().message(provider.account(), form));
        } catch (TwilioClient.NoAnswer e) {
            return HttpAnswer.none(e.getCause());
        }
    }

    private Delivery delivery(TwilioAnswer answer) {
        if (answer.http().isSuccess()) {
            return answer.sid()
                    .map(sid -> taken(sid, answer))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        return fate(answer.error()).orElseGet(() -> answer.http().refusal(clock.instant()));
    }

    private Delivery taken(String sid, TwilioAnswer answer) {
        if (!answer.text("status").filter(FAILED::contains).isPresent()) {
            return new Accepted(provider.name(), sid);
        }
        int error = answer.errorOfMessage();
        return fate(error)
                .orElse(
                        error == 0
                                ? new Refused("Twilio: " + answer.text("status").orElseThrow())
                                : new Misconfigured("Twilio error " + error));
    }

    /** What an error of Twilio's means for the message; empty if it is not about the message. */
    private static Optional<Delivery> fate(int error) {
        var reason = "Twilio error " + error;
        if (REFUSALS.contains(error)) {
            return Optional.of(new Refused(reason));
        }
        return QUEUE_FULL.contains(error)
                ? Optional.of(new Throttled(reason, Optional.empty()))
                : Optional.empty();
    }
}
