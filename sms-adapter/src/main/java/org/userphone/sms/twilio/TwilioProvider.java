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

    @Override
    public Optional<CallbackReader> callbacks(Clock clock) {
        return receiptsUrl.map(url -> new TwilioCallbacks(url, tokens, clock));
    }

    @Override
    public Optional<CodeChecker> codeChecker() {
        return verifyService.map(service -> new VerifyChecker(this, service));
    }
}
