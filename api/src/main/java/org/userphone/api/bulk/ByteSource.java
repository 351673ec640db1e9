package org.userphone.api.bulk;

import java.io.IOException;
import java.io.InputStream;

/** Reads a file byte by byte, and knows on which line it is. A byte order mark is left out. */
final class ByteSource {

    /** What {@link #peek} and {@link #take} say at the end of the file. */
    static final int END = -1;

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private int line = 1;
    private boolean isBegun;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** The line of the next byte, counted from 1. */
    int line() {
        return line;
    }

    /** Whether the next byte can be taken without waiting for the client. */
    boolean isAtHand() throws IOException {
        return next < end || in.available() > 0;
    }

    /** The next byte, which stays the next one. */
    int peek() throws IOException {
        if (!isBegun) {
            isBegun = true;
            skipByteOrderMark();
        }
        if (next == end && !fill()) {
            return END;
        }
        return buffer[next] & 0xFF;
    }

    int take() throws IOException {
        int taken = peek();
        if (taken != END) {
            next++;
        }
        if (taken == '\n') {
            line++;
        }
        return taken;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void skipByteOrderMark() throws IOException {
        for (int expected : BYTE_ORDER_MARK) {
            if (peek() != expected) {
                return;
            }
            next++;
        }
    }
}
