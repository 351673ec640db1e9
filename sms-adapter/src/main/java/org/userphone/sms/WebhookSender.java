package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.EventFormat;

/**
 * Hands messages to an HTTP endpoint of the operator's (protocol section 7.3). Any 2xx means that
 * it took the message over. Beyond the protocol 422 means that it never will, and the
 * Idempotency-Key is the id of the message, by which a repeat can be told.
 */
final class WebhookSender implements SmsSender {

    /** Kept, because finding it anew would cost more than all that is written. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final GuardedPost post;
    private final String provider;
    private final WebhookSignature signature;
    private final Clock clock;

    WebhookSender(SenderSettings.Webhook settings, Clock clock) {
        this(settings, clock, InetAddress::getAllByName);
    }

    WebhookSender(SenderSettings.Webhook settings, Clock clock, Resolver resolver) {
        this.post =
                new GuardedPost(
                        settings.url(),
                        settings.timeout(),
                        settings.privateNetworks() ? Networks.ALL : Networks.PUBLIC,
                        resolver);
        this.provider = settings.provider();
        this.signature = new WebhookSignature(settings.keys());
        this.clock = clock;
    }

    @Override
    public Delivery send(Sms sms) {
        var body = body(sms);
        var headers =
                Map.of(
                        "Content-Type", "application/json",
                        "Idempotency-Key", sms.id(),
                        "ZITADEL-Signature", signature.of(body, clock.instant()));
        try {
            var answer = post.send(headers, body);
            return answer.isSuccess()
                    ? new Accepted(provider, sms.id())
                    : answer.refusal(clock.instant());
        } catch (GuardedPost.ForbiddenAddress e) {
            return new Misconfigured("address in a private network");
        } catch (IOException e) {
            return HttpAnswer.none(e);
        }
    }

    /**
     * As much of ZITADEL's body as is known here. There, too, what is empty is left out of
     * templateData, but not of args. Beyond it {@code contextInfo.sender} says whom the message is
     * to be from.
     */
    private byte[] body(Sms sms) {
        var context =
                JSON.createObjectBuilder()
                        .add("eventType", EventFormat.PHONE_CODE_ADDED)
                        .add("provider", JSON.createObjectBuilder().add("id", provider))
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
