package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * One request while it arrives. It is handed on when it is whole, a body in chunks as one chunk. Of
 * a request whose body is longer than any that is taken, so much is handed on that the application
 * says so, and then the rest as it comes.
 */
final class PendingRequest {

    /**
     * Bytes of the longest body that is waited for: more than the application reads of any, which
     * is twice 64 KiB for a message in Base64.
     */
    static final int MAX_BODY = 132 * 1024;

    private static final int FIRST_CAPACITY = 1024;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    private final RequestHead head;
    private final ChunkDecoder chunks = new ChunkDecoder();

    /** What has come of a head, and of a body without chunks, and is not handed on. */
    private byte[] held = {};

    private int length;

    /** Bytes of a body without chunks that have not come. */
    private long left;

    /** Bytes that have come. */
    private long came;

    private boolean isComplete;
    private boolean isDirect;
    private boolean isHandedOn;

    /**
     * @param headLimit bytes of the longest head
     */
    PendingRequest(int headLimit) {
        this.head = new RequestHead(headLimit);
    }

    RequestHead head() {
        return head;
    }

    /**
     * Takes what has come.
     *
     * @param from index of the first byte, which belongs to the request
     * @param to index after the last byte
     * @return how many bytes of these belong to it; all of them until it is complete
     */
    int take(byte[] bytes, int from, int to) throws RequestRefused {
        int body = head.isWhole() ? from : takeHead(bytes, from, to);
        int end = to;
        if (head.isWhole()) {
            end = head.isChunked() ? takeChunks(bytes, body, to) : takeCounted(bytes, body, to);
        }
        came += end - from;
        return end - from;
    }

    private int takeHead(byte[] bytes, int from, int to) throws RequestRefused {
        int before = length;
        if (before == 0 && head.read(bytes, from, to)) {
            int end = from + head.length();
            left = head.contentLength();
            isDirect = !head.isChunked() && to - end >= left;
            hold(bytes, from, end);
            return end;
        }
        hold(bytes, from, to);
        if (before > 0 && head.read(held, 0, length)) {
            left = head.contentLength();
            length = head.length();
            return from + length - before;
        }
        return to;
    }

    private int takeCounted(byte[] bytes, int from, int to) {
        int count = (int) Math.min(left, to - from);
        left -= count;
        isComplete = left == 0;
        hold(bytes, from, from + count);
        return from + count;
    }

    private int takeChunks(byte[] bytes, int from, int to) throws RequestRefused {
        int count = chunks.decode(bytes, from, to);
        isComplete = chunks.isAtEnd();
        return from + count;
    }

    private void hold(byte[] bytes, int from, int to) {
        if (isDirect) {
            return;
        }
        int count = to - from;
        if (length + count > held.length) {
            int doubled = Math.max(FIRST_CAPACITY, 2 * held.length);
            held = Arrays.copyOf(held, Math.max(doubled, length + count));
        }
        System.arraycopy(bytes, from, held, length, count);
        length += count;
    }

    /** Whether all of it has come. */
    boolean isComplete() {
        return isComplete;
    }

    /** Whether all of it came at once, as it is to be handed on; nothing of it is held then. */
    boolean isDirect() {
        return isDirect;
    }

    /** Bytes of it that have come. */
    long came() {
        return came;
    }

    /** Whether the application has begun to read it. */
    boolean isHandedOn() {
        return isHandedOn;
    }

    /** Bytes of memory that it takes. */
    int capacity() {
        return held.length + chunks.capacity();
    }

    /** What is to be handed on now; it is not held any more. */
    Optional<ByteBuffer> next() {
        long body = head.isChunked() ? chunks.length() : head.contentLength() - left;
        if (!isComplete && !isHandedOn && body <= MAX_BODY) {
            return Optional.empty();
        }
        isHandedOn = true;
        var bytes = head.isChunked() ? framed() : ByteBuffer.wrap(held, 0, length);
        held = new byte[0];
        length = 0;
        return Optional.of(bytes).filter(ByteBuffer::hasRemaining);
    }

    private ByteBuffer framed() {
        var framed = new ByteArrayOutputStream(length + chunks.length() + Long.SIZE);
        framed.write(held, 0, length);
        var data = chunks.takeData();
        if (data.length > 0) {
            framed.writeBytes(Integer.toHexString(data.length).getBytes(US_ASCII));
            framed.writeBytes(LINE_END);
            framed.writeBytes(data);
            framed.writeBytes(LINE_END);
        }
        if (isComplete) {
            framed.writeBytes(LAST_CHUNK);
        }
        return ByteBuffer.wrap(framed.toByteArray());
    }
}
