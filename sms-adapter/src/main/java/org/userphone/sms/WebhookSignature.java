package org.userphone.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves to a webhook that a request is ours (protocol section 7.3): {@code t=<seconds>,v1=<hex>},
 * with one {@code v1} for each key. A receiver takes the request if one of them is the HMAC-SHA-256
 * of {@code <seconds>.<body>} under its own key, and {@code t} is not long past.
 */
final class WebhookSignature {

    /** How far the clocks of sender and receiver may be apart, and how long a request may take. */
    static final Duration TOLERANCE = Duration.ofSeconds(300);

    private static final int MAX_PARTS = 20;

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

    /**
     * Whether one of the keys signed this, not long ago and not long ahead.
     *
     * @param header as {@link #of} writes it; parts of other names are passed over
     */
    boolean isValid(String header, byte[] body, Instant now) {
        var parts = header.split(",", MAX_PARTS);
        var time = Stream.of(parts).filter(part -> part.startsWith("t=")).findFirst();
        return time.map(part -> part.substring(2)).filter(t -> isRecent(t, now)).stream()
                .flatMap(t -> keys.stream().map(key -> "v1=" + hmac(key, t, body)))
                .anyMatch(valid -> Stream.of(parts).anyMatch(part -> isSame(part, valid)));
    }

    private static boolean isRecent(String seconds, Instant now) {
        return seconds.matches("[0-9]{1,11}")
                && Math.abs(Long.parseLong(seconds) - now.getEpochSecond())
                        <= TOLERANCE.toSeconds();
    }

    /** In constant time, so that nobody can try letter by letter. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    private static String hmac(Secret key, String time, byte[] body) {
        var signature = key.hmac("HmacSHA256", (time + ".").getBytes(US_ASCII), body);
        return HexFormat.of().formatHex(signature);
    }
}
