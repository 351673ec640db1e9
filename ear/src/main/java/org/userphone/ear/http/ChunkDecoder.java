package org.userphone.ear.http;

import java.util.Arrays;

/**
 * Takes the chunks of a body apart (RFC 9112 section 7.1), strictly. Extensions and trailers are
 * left out: nobody here reads them.
 */
final class ChunkDecoder {

    /** Bytes of the longest line with a size and extensions. */
    private static final int MAX_LINE = 1024;

    private static final int MAX_TRAILERS = 8 * 1024;
    private static final int MAX_SIZE_DIGITS = 8;
    private static final int FIRST_CAPACITY = 1024;
    private static final int HEX = 16;

    private enum Part {
        SIZE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_RETURN,
        DATA_END,
        TRAILER_START,
        TRAILER,
        TRAILER_END,
        LAST_END,
        NONE
    }

    private Part part = Part.SIZE;
    private int digits;
    private int overhead;
    private long left;
    private byte[] data = {};
    private int length;

    /**
     * @return how many bytes of these belong to the body
     */
    int decode(byte[] bytes, int from, int to) throws RequestRefused {
        int at = from;
        while (at < to && part != Part.NONE) {
            if (part == Part.DATA) {
                int count = (int) Math.min(left, to - at);
                append(bytes, at, count);
                left -= count;
                at += count;
                part = left == 0 ? Part.DATA_RETURN : Part.DATA;
            } else {
                part = next(bytes[at]);
                at++;
            }
        }
        return at - from;
    }

    private Part next(byte octet) throws RequestRefused {
        switch (part) {
            case SIZE:
                return size(octet);
            case EXTENSION:
                return octet == '\r' ? Part.SIZE_END : text(octet, MAX_LINE, Part.EXTENSION);
            case SIZE_END:
                return sizeEnd(octet);
            case DATA_RETURN:
                return only('\r', octet, Part.DATA_END);
            case DATA_END:
                return only('\n', octet, Part.SIZE);
            case TRAILER_START:
                return octet == '\r' ? Part.LAST_END : text(octet, MAX_TRAILERS, Part.TRAILER);
            case TRAILER:
                return octet == '\r' ? Part.TRAILER_END : text(octet, MAX_TRAILERS, Part.TRAILER);
            case TRAILER_END:
                return only('\n', octet, Part.TRAILER_START);
            case LAST_END:
                return only('\n', octet, Part.NONE);
            default:
                throw new IllegalStateException(part.name());
        }
    }

    private Part size(byte octet) throws RequestRefused {
        int digit = Character.digit(octet, HEX);
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            digits++;
            left = left * HEX + digit;
            return Part.SIZE;
        }
        if (digits > 0 && octet == '\r') {
            return Part.SIZE_END;
        }
        if (digits > 0 && octet == ';') {
            return Part.EXTENSION;
        }
        throw bad();
    }

    private Part sizeEnd(byte octet) throws RequestRefused {
        digits = 0;
        overhead = 0;
        return only('\n', octet, left == 0 ? Part.TRAILER_START : Part.DATA);
    }

    private Part text(byte octet, int limit, Part next) throws RequestRefused {
        overhead++;
        if (overhead > limit || !Octets.isValue(new byte[] {octet}, 0, 1)) {
            throw bad();
        }
        return next;
    }

    private static Part only(char expected, byte octet, Part next) throws RequestRefused {
        if (octet != expected) {
            throw bad();
        }
        return next;
    }

    private static RequestRefused bad() {
        return new RequestRefused(Refusal.BAD_REQUEST);
    }

    private void append(byte[] bytes, int from, int count) {
        if (length + count > data.length) {
            int doubled = Math.max(FIRST_CAPACITY, 2 * data.length);
            data = Arrays.copyOf(data, Math.max(doubled, length + count));
        }
        System.arraycopy(bytes, from, data, length, count);
        length += count;
    }

    boolean isAtEnd() {
        return part == Part.NONE;
    }

    /** Bytes of data that are held. */
    int length() {
        return length;
    }

    /** Bytes of memory that are held. */
    int capacity() {
        return data.length;
    }

    /** Hands out the data that is held, and holds none any more. */
    byte[] takeData() {
        var taken = Arrays.copyOf(data, length);
        data = new byte[0];
        length = 0;
        return taken;
    }
}
