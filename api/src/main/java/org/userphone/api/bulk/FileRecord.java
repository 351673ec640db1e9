package org.userphone.api.bulk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.userphone.api.call.Bodies;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * What a file has of one user, as it stands there.
 *
 * @param line on which it begins
 * @param isWhole false if it is longer than {@link #MAX_BYTES}; the bytes are its beginning then
 */
record FileRecord(int line, byte[] bytes, boolean isWhole) {

    /** Bytes of the longest record. */
    static final int MAX_BYTES = Bodies.MAX_BYTES;

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is too long
     */
    byte[] whole() {
        if (!isWhole) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "line is longer than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is too long, or no UTF-8
     */
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(whole())).toString();
        } catch (CharacterCodingException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "line is not UTF-8");
        }
    }

    /**
     * @param beginning in ASCII
     */
    boolean startsWith(String beginning) {
        int length = Math.min(beginning.length(), bytes.length);
        return new String(bytes, 0, length, StandardCharsets.US_ASCII).equals(beginning);
    }

    /** Collects the bytes of a record, and of a longer one no more than are allowed. */
    static final class Collector {

        private final int line;
        private byte[] bytes = new byte[512];
        private int length;
        private boolean isWhole = true;

        /**
         * @param line on which the record begins
         */
        Collector(int line) {
            this.line = line;
        }

        void add(int next) {
            if (length == MAX_BYTES) {
                isWhole = false;
                return;
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, 2 * length));
            }
            bytes[length] = (byte) next;
            length++;
        }

        boolean isFull() {
            return !isWhole;
        }

        FileRecord record() {
            return new FileRecord(line, Arrays.copyOf(bytes, length), isWhole);
        }
    }
}
