package org.userphone.api.call;

import java.io.IOException;
import java.io.InputStream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** How much of a request is read: the same for every wire form. */
public final class Bodies {

    /** Bytes of the longest request message, uncompressed, whether binary or JSON. */
    public static final int MAX_BYTES = 64 * 1024;

    private Bodies() {}

    /**
     * Reads a message to its end.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is longer than {@link
     *     #MAX_BYTES}, breaks off or never comes: that is the client's fault and no failure of ours
     */
    public static byte[] read(InputStream in) {
        return checked(read(in, MAX_BYTES + 1));
    }

    /**
     * Reads a body that holds a message, up to so many bytes.
     *
     * @throws Rejection as {@link #read(InputStream)}, but for the length
     */
    public static byte[] read(InputStream in, int limit) {
        try {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body could not be read");
        }
    }

    /**
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
