package org.userphone.sms.twilio;

import java.time.Clock;
import java.util.Map;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.http.HttpAnswer;

/**
 * Has Twilio's Verify API make a code and send it (protocol section 7.2). The text of the message
 * is not used. If Twilio is asked again for a number while the code for it is valid, it sends the
 * same code once more.
 */
final class VerifySender implements SmsSender {

    /**
     * The first two of the five digits of an error of the Verify API itself, which is about the
     * number: a landline, a country or a prefix that is blocked, no valid number. Other errors are
     * about our token or our service.
     */
    private static final int VERIFY_ERRORS = 60;

    /** Twilio's error code that says that it sends this number no more codes for a while. */
    private static final int MAX_SEND_ATTEMPTS_REACHED = 60203;

    private final TwilioProvider provider;
    private final String service;
    private final Clock clock;

    VerifySender(TwilioProvider provider, String service, Clock clock) {
        this.provider = provider;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        var form = Map.of("To", sms.recipient().e164(), "Channel", "sms");
        try {
            return delivery(
                    provider.client().verify(provider.account(), service, "Verifications", form));
        } catch (TwilioClient.NoAnswer e) {
            return HttpAnswer.none(e.getCause());
        }
    }

    private Delivery delivery(TwilioAnswer answer) {
        var http = answer.http();
        if (http.isSuccess()) {
            return answer.sid()
                    .<Delivery>map(sid -> new Accepted(provider.name(), sid))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        int error = answer.error();
        var delivery = http.refusal(clock.instant());
        boolean isAboutNumber = error / 1000 == VERIFY_ERRORS || http.status() == 400;
        if (error == MAX_SEND_ATTEMPTS_REACHED
                || delivery instanceof Misconfigured && isAboutNumber) {
            return new Refused(
                    error != 0 ? "Twilio error " + error : "HTTP status " + http.status());
        }
        return delivery;
    }
}
