package org.userphone.sms;

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

/**
 * Sends by Twilio's Messages API (protocol section 7.2). The API knows no key to tell a repeat by:
 * a message whose outcome is unknown may reach the phone twice.
 */
final class TwilioSender implements SmsSender {

    /**
     * Twilio's error codes that are about the number or the message, by its dictionary: no valid
     * number, a short code, our own sender, unsubscribed, no mobile, text too long, a landline.
     * Others are about us, or new; a message is not lost by one that is not known.
     */
    private static final Set<Integer> REFUSALS =
            Set.of(21211, 21265, 21266, 21610, 21614, 21617, 21635);

    /** Too many messages of our sender wait at Twilio. */
    private static final int QUEUE_FULL = 21611;

    private final SenderSettings.Twilio settings;
    private final Clock clock;
    private final TwilioPost messages;

    TwilioSender(SenderSettings.Twilio settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.messages =
                new TwilioPost(
                        settings,
                        settings.url()
                                .resolve(
                                        "/2010-04-01/Accounts/"
                                                + TwilioPost.encoded(settings.account())
                                                + "/Messages.json"));
    }

    @Override
    public Delivery send(Sms sms) {
        var form = new LinkedHashMap<String, String>();
        form.put("To", sms.recipient().e164());
        form.put("From", sms.sender().orElse(settings.sender()));
        form.put("Body", sms.text());
        settings.receipts().ifPresent(url -> form.put("StatusCallback", url.toString()));
        return messages.send(form, this::delivery, HttpAnswer::none);
    }

    private Delivery delivery(TwilioPost.Answer answered) {
        var answer = answered.http();
        var json = answered.json();
        if (answer.isSuccess()) {
            return json.map(message -> message.getString("sid", ""))
                    .filter(sid -> !sid.isEmpty())
                    .<Delivery>map(sid -> new Accepted(settings.provider(), sid))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        int error = answered.error();
        if (REFUSALS.contains(error)) {
            return new Refused("Twilio error " + error);
        }
        if (error == QUEUE_FULL) {
            return new Throttled("Twilio error " + error, Optional.empty());
        }
        return answer.refusal(clock.instant());
    }
}
