package org.userphone.api.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Reads request bodies up to a limit that is the same for every wire form. */
public final class Bodies {

    /** The limit of a request message in bytes, uncompressed, in binary form as in JSON. */
    public static final int MAX_BYTES = 64 * 1024;

    private Bodies() {}

    /**
     * Reads a message to its end.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is longer than {@link
     *     #MAX_BYTES}, or if the connection fails before its end, which is no failure of the server
     */
    public static byte[] read(InputStream in) {
        return checked(read(in, MAX_BYTES + 1));
    }

    /**
     * Reads a body to its end, or to a limit if it is longer.
     *
     * @param limit in bytes
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if the connection fails before that
     */
    public static byte[] read(InputStream in, int limit) {
        try {
            var here = in.readNBytes(Math.min(in.available(), limit));
            return here.length == limit ? here : readOn(here, in, limit);
        } catch (IOException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body could not be read");
        }
    }

    /** Most bodies are here as a whole when they are read, and need no further array. */
    private static byte[] readOn(byte[] here, InputStream in, int limit) throws IOException {
        int next = in.read();
        if (next < 0) {
            return here;
        }
        var body = new ByteArrayOutputStream();
        body.write(here);
        body.write(next);
        body.write(in.readNBytes(limit - body.size()));
        return body.toByteArray();
    }

    /**
     * Checks the length of a message.
     *
     * @return the message
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if the message is longer than {@link
     *     #MAX_BYTES}
     */
    public static byte[] checked(byte[] message) {
        if (message.length > MAX_BYTES) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "body is longer than " + MAX_BYTES + " bytes");
        }
        return message;
    }
}
