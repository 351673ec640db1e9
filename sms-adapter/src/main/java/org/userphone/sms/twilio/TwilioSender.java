package org.userphone.sms.twilio;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
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
     * errors: no valid number, a short code, our own sender, unsubscribed, no mobile, text too
     * long, a landline. Every other code is taken for a fault of our configuration, so that a code
     * that is new does not lose a message.
     */
    private static final Set<Integer> REFUSALS =
            Set.of(21211, 21265, 21266, 21610, 21614, 21617, 21635);

    /** Twilio's error code that says that too many messages of our sender wait at Twilio. */
    private static final int QUEUE_FULL = 21611;

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
                    .<Delivery>map(sid -> new Accepted(provider.name(), sid))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        int error = answer.error();
        if (REFUSALS.contains(error)) {
            return new Refused("Twilio error " + error);
        }
        if (error == QUEUE_FULL) {
            return new Throttled("Twilio error " + error, Optional.empty());
        }
        return answer.http().refusal(clock.instant());
    }
}
