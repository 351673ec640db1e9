package org.userphone.sms.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.sms.Secret;

/**
 * Reads Twilio's StatusCallback, which is a form. The header X-Twilio-Signature has the HMAC-SHA-1
 * of our URL and of the fields in the order of their names, each value of a repeated field once and
 * in order; the key is the account's auth token. Twilio signs the URL with or without the port, so
 * that both are right, as they are in its libraries. Twilio signs no time, but a receipt that
 * somebody sends again changes nothing.
 */
final class TwilioCallbacks implements CallbackReader {

    private final List<String> urls;
    private final List<Secret> tokens;
    private final Clock clock;

    /**
     * @param url the address to which Twilio sends receipts, exactly as we told it
     * @param tokens the auth tokens one of which must have signed a receipt
     */
    TwilioCallbacks(URI url, List<Secret> tokens, Clock clock) {
        this.urls = withAndWithoutPort(url);
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public List<Receipt> read(Callback callback) {
        var fields = form(new String(callback.body(), UTF_8));
        if (!isSigned(callback, fields)) {
            throw new Rejection(Reason.RECEIPT_FORGED);
        }
        var id = first(fields, "MessageSid");
        var state = first(fields, "MessageStatus");
        if (id.isBlank() || state.isEmpty()) {
            throw new Rejection(Reason.INVALID_REQUEST, "MessageSid or MessageStatus is missing");
        }
        var reference = new Reference(callback.provider(), id);
        return switch (state) {
            case "delivered", "read" ->
                    List.of(new Receipt(reference, true, Optional.empty(), clock.instant(), true));
            case "undelivered", "failed", "canceled" ->
                    List.of(
                            new Receipt(
                                    reference,
                                    false,
                                    Optional.of(reason(fields)),
                                    clock.instant(),
                                    true));
            default -> List.of();
        };
    }

    private static String reason(SortedMap<String, SortedSet<String>> fields) {
        var error = first(fields, "ErrorCode");
        return error.isEmpty()
                ? "Twilio: " + first(fields, "MessageStatus")
                : "Twilio error " + error;
    }

    private static String first(SortedMap<String, SortedSet<String>> fields, String name) {
        var values = fields.get(name);
        return values == null ? "" : values.first();
    }

    private boolean isSigned(Callback callback, SortedMap<String, SortedSet<String>> fields) {
        var signature = callback.twilioSignature().orElse("").getBytes(US_ASCII);
        var form = new StringBuilder();
        fields.forEach((name, values) -> values.forEach(value -> form.append(name).append(value)));
        return urls.stream()
                .map(url -> (url + form).getBytes(UTF_8))
                .flatMap(signed -> tokens.stream().map(token -> token.hmac("HmacSHA1", signed)))
                .map(hmac -> Base64.getEncoder().encode(hmac))
                .anyMatch(valid -> MessageDigest.isEqual(valid, signature));
    }

    private static SortedMap<String, SortedSet<String>> form(String body) {
        var fields = new TreeMap<String, SortedSet<String>>();
        for (var field : body.split("&")) {
            var parts = field.split("=", 2);
            fields.computeIfAbsent(decoded(parts[0]), name -> new TreeSet<>())
                    .add(parts.length == 2 ? decoded(parts[1]) : "");
        }
        return fields;
    }

    private static List<String> withAndWithoutPort(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        var host = url.getScheme() + "://" + url.getHost();
        return List.of(host + path, host + ":" + port + path);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is no form");
        }
    }
}
