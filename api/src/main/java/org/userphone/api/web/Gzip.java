package org.userphone.api.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Compresses and decompresses messages by gzip (RFC 1952), the only compression in use. */
final class Gzip {

    static final String NAME = "gzip";

    /** A shorter answer is not compressed, because that would save less than it costs. */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    private Gzip() {}

    /**
     * Whether the message of a request is compressed.
     *
     * @param encoding the value of the header that names the compression, null if there is none
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
     * @param accepted the value of the header that lists the compressions which the client accepts,
     *     null if there is none
     */
    static boolean isWanted(String accepted, byte[] message) {
        return message.length >= MIN_COMPRESSED_BYTES
                && accepted != null
                && Stream.of(accepted.split(",")).anyMatch(Gzip::isGzip);
    }

    /** Whether an entry of the list is gzip, and not with a weight of 0 (RFC 9110 12.5.3). */
    private static boolean isGzip(String accepted) {
        var parts = accepted.replace(" ", "").split(";");
        return parts[0].equalsIgnoreCase(NAME)
                && !(parts.length > 1 && parts[1].matches("q=0(\\.0*)?"));
    }

    static byte[] pack(byte[] message) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does not fail
        }
        return packed.toByteArray();
    }
}
