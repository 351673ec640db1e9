package org.userphone.sms.twilio;

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
import org.userphone.sms.Secret;

/**
 * Reads Twilio's StatusCallback, which is a form. The header X-Twilio-Signature has the HMAC-SHA-1
 * of our URL and of the fields in the order of their names; the key is the account's auth token.
 * Twilio signs no time, but a receipt that somebody sends again changes nothing.
 */
final class TwilioCallbacks implements CallbackReader {

    private final URI url;
    private final List<Secret> tokens;
    private final Clock clock;

    /**
     * @param url the address to which Twilio sends receipts, exactly as we told it
     * @param tokens the auth tokens one of which must have signed a receipt
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
        var id = fields.getOrDefault("MessageSid", "");
        var state = fields.get("MessageStatus");
        if (id.isBlank() || state == null) {
            throw new Rejection(Reason.INVALID_REQUEST, "MessageSid or MessageStatus is missing");
        }
        var reference = new Reference(callback.provider(), id);
        return switch (state) {
            case "delivered", "read" ->
                    List.of(new Receipt(reference, true, Optional.empty(), clock.instant()));
            case "undelivered", "failed", "canceled" ->
                    List.of(
                            new Receipt(
                                    reference,
                                    false,
                                    Optional.of(reason(fields)),
                                    clock.instant()));
            default -> List.of();
        };
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
