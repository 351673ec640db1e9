package org.userphone.api.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.userphone.api.call.Bodies;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The one compression that is spoken (RFC 1952). */
final class Gzip {

    static final String NAME = "gzip";

    /** Bytes from which compressing an answer is worth its while. */
    private static final int WORTHWHILE = 1024;

    private Gzip() {}

    /**
     * Whether what a request holds is compressed.
     *
     * @param encoding as its head names it; null for none
     * @throws Rejection with {@link Reason#UNSUPPORTED} for any other compression
     */
    static boolean isNamed(String encoding) {
        if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (encoding.equalsIgnoreCase(NAME)) {
            return true;
        }
        throw new Rejection(Reason.UNSUPPORTED, "messages are compressed by gzip or not at all");
    }

    /**
     * Whether to compress an answer.
     *
     * @param accepted the compressions that the client takes, as its head lists them; null for none
     */
    static boolean isWanted(String accepted, byte[] message) {
        return message.length >= WORTHWHILE
                && accepted != null
                && Stream.of(accepted.split(",")).anyMatch(Gzip::isGzip);
    }

    /** Not if it comes with a weight of nought (RFC 9110 12.5.3). */
    private static boolean isGzip(String accepted) {
        var parts = accepted.replace(" ", "").split(";");
        return parts[0].equalsIgnoreCase(NAME)
                && !(parts.length > 1 && parts[1].matches("q=0(\\.0*)?"));
    }

    /**
     * @throws Rejection if it is none, or holds more than a message may have
     */
    static byte[] unpack(InputStream packed) {
        try {
            return Bodies.read(new GZIPInputStream(packed));
        } catch (IOException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is not gzip");
        }
    }

    static byte[] unpack(byte[] packed) {
        return unpack(new ByteArrayInputStream(packed));
    }

    static byte[] pack(byte[] message) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail like that
        }
        return packed.toByteArray();
    }
}
