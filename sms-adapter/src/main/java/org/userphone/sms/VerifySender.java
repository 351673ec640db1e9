package org.userphone.sms;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Has Twilio's Verify API make a code and send it (protocol section 7.2): the text of a message
 * does not matter. Asked again for a number while its code lives, Twilio sends the same code once
 * more.
 */
final class VerifySender implements SmsSender {

    /**
     * Errors of the Verify API itself have five digits and begin so: a landline, a country or a
     * prefix that is blocked, a number that is none. Others are about our token or our service.
     */
    private static final int OF_VERIFY = 60;

    /** So many codes were sent to this number that Twilio sends none for a while. */
    private static final int MAX_SEND_ATTEMPTS_REACHED = 60203;

    private final String provider;
    private final Clock clock;
    private final TwilioPost verifications;

    VerifySender(SenderSettings.Twilio settings, SenderSettings.Verify service, Clock clock) {
        this.provider = settings.provider();
        this.clock = clock;
        this.verifications = new TwilioPost(settings, service.path("Verifications"));
    }

    @Override
    public Delivery send(Sms sms) {
        return verifications.send(
                Map.of("To", sms.recipient().e164(), "Channel", "sms"),
                this::delivery,
                HttpAnswer::none);
    }

    /** Whatever else Twilio refuses, it is not tried again. */
    private Delivery delivery(TwilioPost.Answer answer) {
        var http = answer.http();
        if (http.isSuccess()) {
            return answer.json()
                    .map(verification -> verification.getString("sid", ""))
                    .filter(sid -> !sid.isEmpty())
                    .<Delivery>map(sid -> new Accepted(provider, sid))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        var delivery = http.refusal(clock.instant());
        boolean isOfVerify = answer.error() / 1000 == OF_VERIFY || http.status() == 400;
        return answer.error() == MAX_SEND_ATTEMPTS_REACHED
                        || delivery instanceof Misconfigured && isOfVerify
                ? refused(answer)
                : delivery;
    }

    private static Delivery refused(TwilioPost.Answer answer) {
        return new Refused(
                Optional.of(answer.error())
                        .filter(error -> error != 0)
                        .map(error -> "Twilio error " + error)
                        .orElse("HTTP status " + answer.http().status()));
    }
}
