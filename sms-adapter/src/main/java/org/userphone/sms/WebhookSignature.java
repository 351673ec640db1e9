package org.userphone.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a webhook that a request is ours (spec section 7.3): {@code t=<seconds>,v1=<hex>}, with
 * one {@code v1} for each key. A receiver takes the request if one of them is the HMAC-SHA-256 of
 * {@code <seconds>.<body>} under its own key, and {@code t} is not long past.
 */
final class WebhookSignature {

    private final List<Secret> keys;

    WebhookSignature(List<Secret> keys) {
        this.keys = keys;
    }

    String of(byte[] body, Instant now) {
        var time = Long.toString(now.getEpochSecond());
        return keys.stream()
                .map(key -> ",v1=" + hmac(key, time, body))
                .collect(joining("", "t=" + time, ""));
    }

    private static String hmac(Secret key, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            mac.update((time + ".").getBytes(US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
