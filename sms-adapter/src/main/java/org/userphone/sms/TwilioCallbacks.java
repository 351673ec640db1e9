package org.userphone.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;

/**
 * Reads Twilio's StatusCallback: a form, signed in X-Twilio-Signature by the HMAC-SHA-1 of our URL
 * and the fields in the order of their names, under the account's auth token. Twilio signs no time;
 * but a receipt that is played again changes nothing.
 */
final class TwilioCallbacks implements CallbackReader {

    private final URI url;
    private final List<Secret> tokens;
    private final Clock clock;

    /**
     * @param url where Twilio sends it, as we told it
     * @param tokens one of which must have signed
     */
    TwilioCallbacks(URI url, List<Secret> tokens, Clock clock) {
        this.url = url;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public List<Receipt> read(Callback callback) {
        var fields = form(new String(callback.body(), UTF_8));
        if (!isSigned(callback, fields)) {
            throw new Rejection(Reason.RECEIPT_FORGED);
        }
        var id = Optional.ofNullable(fields.get("MessageSid")).filter(sid -> !sid.isBlank());
        var state = Optional.ofNullable(fields.get("MessageStatus"));
        if (id.isEmpty() || state.isEmpty()) {
            throw new Rejection(Reason.INVALID_REQUEST, "MessageSid or MessageStatus is missing");
        }
        var reference = new Reference(callback.provider(), id.get());
        return switch (state.get()) {
            case "delivered", "read" -> List.of(receipt(reference, true, Optional.empty()));
            case "undelivered", "failed", "canceled" ->
                    List.of(receipt(reference, false, Optional.of(reason(fields))));
            default -> List.of();
        };
    }

    private Receipt receipt(Reference reference, boolean delivered, Optional<String> reason) {
        return new Receipt(reference, delivered, reason, clock.instant());
    }

    private static String reason(Map<String, String> fields) {
        var error = fields.get("ErrorCode");
        return error == null ? "Twilio: " + fields.get("MessageStatus") : "Twilio error " + error;
    }

    private boolean isSigned(Callback callback, Map<String, String> fields) {
        var signed = new StringBuilder(url.toString());
        fields.forEach((name, value) -> signed.append(name).append(value));
        var signature = callback.twilioSignature().orElse("").getBytes(US_ASCII);
        return tokens.stream()
                .map(token -> token.hmac("HmacSHA1", signed.toString().getBytes(UTF_8)))
                .map(hmac -> Base64.getEncoder().encode(hmac))
                .anyMatch(valid -> MessageDigest.isEqual(valid, signature));
    }

    private static Map<String, String> form(String body) {
        var fields = new TreeMap<String, String>();
        for (var field : body.split("&")) {
            var parts = field.split("=", 2);
            fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is no form");
        }
    }
}
