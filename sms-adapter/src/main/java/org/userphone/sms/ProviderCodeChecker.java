package org.userphone.sms;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.settings.Settings;

/** Asks Twilio's Verify API about codes that it made (protocol section 7.2). */
@Dependent
class ProviderCodeChecker implements CodeChecker {

    private static final String APPROVED = "approved";

    /** So many codes were tried that Twilio compares none any more. */
    private static final int MAX_CHECK_ATTEMPTS_REACHED = 60202;

    private final KnownProviders providers;
    private final HttpClient client;

    @Inject
    ProviderCodeChecker(Settings settings, SmsProviders configured, Clock clock) {
        this.providers = new KnownProviders(settings, configured, clock);
        this.client = TwilioPost.client(SenderSettings.timeout(settings));
    }

    /** {@inheritDoc} The codes of a provider that is configured no more are right no more. */
    @Override
    public boolean isRight(ByProvider origin, String text) {
        return providers
                .find(origin.provider())
                .filter(SenderSettings.Twilio.class::isInstance)
                .map(SenderSettings.Twilio.class::cast)
                .filter(twilio -> twilio.verify().isPresent())
                .map(twilio -> isApproved(twilio, origin, text))
                .orElse(false);
    }

    boolean isApproved(SenderSettings.Twilio twilio, ByProvider origin, String text) {
        var check = twilio.verify().orElseThrow().path("VerificationCheck");
        return new TwilioPost(twilio, check, client)
                .send(
                        Map.of(
                                "VerificationSid",
                                origin.verification().orElseThrow(),
                                "Code",
                                text),
                        ProviderCodeChecker::isApproved,
                        failure -> {
                            throw unavailable();
                        });
    }

    /** A verification that Twilio does not find has expired, or was approved or tried too often. */
    private static boolean isApproved(TwilioPost.Answer answer) {
        int status = answer.http().status();
        if (status == 404 || status == 400 || answer.error() == MAX_CHECK_ATTEMPTS_REACHED) {
            return false;
        }
        return answer.json()
                .filter(json -> answer.http().isSuccess())
                .map(json -> json.getString("status", ""))
                .filter(state -> !state.isEmpty())
                .map(APPROVED::equals)
                .orElseThrow(ProviderCodeChecker::unavailable);
    }

    private static Rejection unavailable() {
        return new Rejection(Reason.CODE_CHECK_UNAVAILABLE);
    }
}
