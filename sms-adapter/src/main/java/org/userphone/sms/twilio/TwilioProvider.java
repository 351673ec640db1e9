package org.userphone.sms.twilio;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;
import org.userphone.sms.Secret;
import org.userphone.sms.http.HttpAnswer;

/**
 * An account at Twilio, through which texts are sent; or a service of the Verify API in it, which
 * makes the codes itself.
 *
 * @param senderNumber a number in E.164 form or a name that belongs to the account
 * @param receiptsUrl where Twilio is to send receipts; empty if it is to send none
 * @param tokens the auth tokens one of which must have signed a receipt
 * @param verifyService the SID of the service; empty if texts are sent
 */
record TwilioProvider(
        String name,
        TwilioAccount account,
        String senderNumber,
        Optional<URI> receiptsUrl,
        List<Secret> tokens,
        Optional<String> verifyService,
        TwilioClient client)
        implements Provider {

    @Override
    public SmsSender sender(Clock clock, Consumer<List<Receipt>> receipts) {
        return verifyService
                .<SmsSender>map(service -> new VerifySender(this, service, clock))
                .orElseGet(() -> new TwilioSender(this, clock));
    }

    /** {@inheritDoc} It reads the account and, if there is one, the service. */
    @Override
    public Optional<String> problem(Clock clock) {
        try {
            var problem = problem(client.account(account));
            return problem.isPresent() || verifyService.isEmpty()
                    ? problem
                    : problem(client.service(account, verifyService.get()));
        } catch (TwilioClient.NoAnswer e) {
            return Optional.of(HttpAnswer.none(e.getCause()).reason());
        }
    }

    /** An account may be suspended or closed, and is read nevertheless; a service has no status. */
    private static Optional<String> problem(TwilioAnswer answer) {
        if (answer.http().isSuccess()) {
            return answer.text("status")
                    .filter(status -> !status.equals("active"))
                    .map(status -> "the account is " + status);
        }
        var status = "HTTP status " + answer.http().status();
        return Optional.of(
                answer.error() == 0 ? status : status + ", Twilio error " + answer.error());
    }

    @Override
    public Optional<CallbackReader> callbacks(Clock clock) {
        return receiptsUrl.map(url -> new TwilioCallbacks(url, tokens, clock));
    }

    @Override
    public Optional<CodeChecker> codeChecker() {
        return verifyService.map(service -> new VerifyChecker(this, service));
    }
}
