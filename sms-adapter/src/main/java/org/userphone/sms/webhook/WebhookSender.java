package org.userphone.sms.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.EventFormat;
import org.userphone.sms.http.ForbiddenAddress;
import org.userphone.sms.http.GuardedPost;
import org.userphone.sms.http.HttpAnswer;

/**
 * Hands messages to an HTTP endpoint of an operator's (protocol section 7.3). Any 2xx means that
 * the endpoint took the message over. Beyond the protocol, 422 means that it never will take it,
 * and the header Idempotency-Key has the id of the message, by which the endpoint can tell a
 * repeat. Where the message has a place in a trace, W3C Trace Context hands it on.
 */
final class WebhookSender implements SmsSender {

    /** The library is kept, because finding it anew would cost more than writing a message. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String PRIVATE = "address in a private network";

    private final GuardedPost post;
    private final WebhookProvider provider;
    private final WebhookSignature signature;
    private final Clock clock;

    /**
     * @param names resolves the host of the endpoint to all its addresses
     */
    WebhookSender(WebhookProvider provider, Clock clock, DnsResolver names) {
        this.post = new GuardedPost(provider.url(), provider.timeout(), provider.networks(), names);
        this.provider = provider;
        this.signature = new WebhookSignature(provider.keys());
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        var body = body(sms);
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", sms.id());
        headers.put("ZITADEL-Signature", signature.of(body, clock.instant()));
        sms.header().trace().headers().forEach(headers::put);
        try {
            var answer = post.send(headers, body);
            return answer.isSuccess()
                    ? new Accepted(provider.name(), sms.id())
                    : answer.refusal(clock.instant());
        } catch (ForbiddenAddress e) {
            return new Misconfigured(PRIVATE);
        } catch (IOException e) {
            return HttpAnswer.none(e);
        }
    }

    /**
     * A few words about why the endpoint cannot be connected to; empty if it can. Nothing is sent,
     * so it is not known whether the endpoint takes our signature.
     */
    Optional<String> problem() {
        try {
            post.connect();
            return Optional.empty();
        } catch (ForbiddenAddress e) {
            return Optional.of(PRIVATE);
        } catch (IOException e) {
            var cause = e.getCause();
            return Optional.of(
                    cause instanceof UnknownHostException
                            ? "its host has no address"
                            : cause instanceof SSLException
                                    ? "no TLS with a certificate that is trusted for its host"
                                    : "no connection");
        }
    }

    /**
     * As much of the body that ZITADEL sends as is known here. As in ZITADEL, values that are empty
     * are left out of templateData, but not out of args. ZITADEL has no {@code contextInfo.sender},
     * which is the sender that the recipient is to see.
     */
    private byte[] body(Sms sms) {
        var from = JSON.createObjectBuilder().add("id", provider.name());
        if (!provider.description().isEmpty()) {
            from.add("description", provider.description());
        }
        var context =
                JSON.createObjectBuilder()
                        .add("eventType", EventFormat.PHONE_CODE_ADDED)
                        .add("provider", from)
                        .add("recipientPhoneNumber", sms.recipient().e164());
        sms.sender().ifPresent(sender -> context.add("sender", sender));
        var args =
                JSON.createObjectBuilder(new TreeMap<>(sms.variables()))
                        .add("code", sms.code().text())
                        .add("userID", sms.user().value())
                        .add("orgID", sms.resourceOwner().value())
                        .add("lastPhone", sms.recipient().e164());
        return JSON.createObjectBuilder()
                .add("contextInfo", context)
                .add("templateData", JSON.createObjectBuilder().add("text", sms.text()))
                .add("args", args)
                .build()
                .toString()
                .getBytes(UTF_8);
    }
}
