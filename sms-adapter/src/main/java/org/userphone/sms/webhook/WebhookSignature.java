package org.userphone.sms.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.userphone.sms.Secret;

/**
 * The signature of a request, by which a webhook knows that the request is ours, and we that it is
 * the webhook's (protocol section 7.3): {@code t=<seconds>,v1=<hex>}, with one {@code v1} for each
 * key of the sender. The receiver accepts the request if one of them is the HMAC-SHA-256 of {@code
 * <seconds>.<body>} with a key of its own, and {@code t} is about now.
 */
final class WebhookSignature {

    /** How far {@code t} may be from now: clocks differ, and a request takes time. */
    static final Duration TOLERANCE = Duration.ofSeconds(300);

    /** How many parts of a header are read; the last of them holds all that follows. */
    private static final int MAX_PARTS = 20;

    private final List<Secret> keys;

    WebhookSignature(List<Secret> keys) {
        this.keys = keys;
    }

    /** Makes the header that signs a body with every key. */
    String of(byte[] body, Instant now) {
        var time = Long.toString(now.getEpochSecond());
        return keys.stream()
                .map(key -> ",v1=" + hmac(key, time, body))
                .collect(joining("", "t=" + time, ""));
    }

    /**
     * Whether one of the keys signed the body, at a time that is within {@link #TOLERANCE} of now.
     *
     * @param header as {@link #of} writes it; parts with other names are ignored
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

    /** Compares in constant time, so that nobody can find a signature out letter by letter. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    private static String hmac(Secret key, String time, byte[] body) {
        var signature = key.hmac("HmacSHA256", (time + ".").getBytes(US_ASCII), body);
        return HexFormat.of().formatHex(signature);
    }
}
