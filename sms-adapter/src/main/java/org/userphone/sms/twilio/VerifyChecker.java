package org.userphone.sms.twilio;

import java.util.Map;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.code.CodeOrigin.ByProvider;

/** Asks a service of Twilio's Verify API about codes that it made (protocol section 7.2). */
final class VerifyChecker implements CodeChecker {

    private static final String APPROVED = "approved";

    /** Twilio's error code that says that it compares no more codes for this verification. */
    private static final int MAX_CHECK_ATTEMPTS_REACHED = 60202;

    private final TwilioProvider provider;
    private final String service;

    VerifyChecker(TwilioProvider provider, String service) {
        this.provider = provider;
        this.service = service;
    }

    @Override
    public boolean isRight(ByProvider origin, String text) {
        var form = Map.of("VerificationSid", origin.verification().orElseThrow(), "Code", text);
        try {
            return isApproved(
                    provider.client()
                            .verify(provider.account(), service, "VerificationCheck", form));
        } catch (TwilioClient.NoAnswer e) {
            throw new Rejection(Reason.CODE_CHECK_UNAVAILABLE);
        }
    }

    /**
     * A verification that Twilio does not find has expired, was approved before, or was tried too
     * often.
     */
    private static boolean isApproved(TwilioAnswer answer) {
        int status = answer.http().status();
        if (status == 404 || status == 400 || answer.error() == MAX_CHECK_ATTEMPTS_REACHED) {
            return false;
        }
        var state = answer.text("status");
        if (!answer.http().isSuccess() || state.isEmpty()) {
            throw new Rejection(Reason.CODE_CHECK_UNAVAILABLE);
        }
        return state.get().equals(APPROVED);
    }
}
