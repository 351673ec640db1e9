package org.userphone.api.call;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Unpacks a message that is compressed by gzip (RFC 1952). It has one member, as every client sends
 * it: Java's own reader calls itself for each further one, and some thousand empty ones exhaust its
 * stack.
 */
public final class Gunzip {

    /** Bytes of the longest packed message: one that does not shrink, and a head with a name. */
    public static final int MAX_BYTES = Bodies.MAX_BYTES + 1024;

    private static final short MAGIC = (short) 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HEAD_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;

    /** Time, kind of compression and system, of which nothing depends. */
    private static final int UNREAD_HEAD = 6;

    private static final int STEP = 8 * 1024;

    private Gunzip() {}

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is no gzip, has several members,
     *     or is longer than a message may be, packed or not
     */
    public static byte[] unpack(byte[] packed) {
        return Bodies.checked(unpackSome(packed));
    }

    /**
     * As {@link #unpack}, but gives of what is longer than a message may be as much as it takes to
     * see that.
     */
    public static byte[] unpackSome(byte[] packed) {
        if (packed.length > MAX_BYTES) {
            return packed;
        }
        var inflater = new Inflater(true);
        try {
            var bytes = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
            skipHead(bytes);
            inflater.setInput(bytes);
            var message = inflate(inflater);
            if (message.length > Bodies.MAX_BYTES) {
                return message;
            }
            var sum = new CRC32();
            sum.update(message);
            if (bytes.getInt() != (int) sum.getValue()
                    || bytes.getInt() != message.length
                    || bytes.hasRemaining()) {
                throw malformed();
            }
            return message;
        } catch (BufferUnderflowException | DataFormatException e) {
            throw malformed();
        } finally {
            inflater.end();
        }
    }

    private static void skipHead(ByteBuffer bytes) throws DataFormatException {
        if (bytes.getShort() != MAGIC || bytes.get() != DEFLATE) {
            throw new DataFormatException();
        }
        int flags = bytes.get();
        skip(UNREAD_HEAD, bytes);
        if ((flags & EXTRA) != 0) {
            skip(Short.toUnsignedInt(bytes.getShort()), bytes);
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            skipText(bytes);
        }
        if ((flags & HEAD_CRC) != 0) {
            skip(Short.BYTES, bytes);
        }
    }

    private static void skip(int count, ByteBuffer bytes) {
        bytes.get(new byte[count]);
    }

    private static void skipText(ByteBuffer bytes) {
        byte octet = bytes.get();
        while (octet != 0) {
            octet = bytes.get();
        }
    }

    private static byte[] inflate(Inflater inflater) throws DataFormatException {
        var message = new ByteArrayOutputStream();
        var step = new byte[STEP];
        while (!inflater.finished() && message.size() <= Bodies.MAX_BYTES) {
            int count = inflater.inflate(step);
            if (count == 0 && !inflater.finished()) { // it breaks off
                throw new DataFormatException();
            }
            message.write(step, 0, count);
        }
        return message.toByteArray();
    }

    private static Rejection malformed() {
        return new Rejection(Reason.INVALID_REQUEST, "body is not gzip");
    }
}
