package org.userphone.api.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection of HTTP/2 (RFC 9113), written frame by frame, that keeps no rule by itself. */
final class RawConnection implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final byte[] CANCEL = {0, 0, 0, 8};
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    /**
     * @param window bytes of each answer that the server may send, fewer than 65536
     */
    RawConnection(InetSocketAddress server, int window) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        frame(
                SETTINGS,
                0,
                0,
                new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, (byte) (window >> 8), (byte) window});
    }

    /** Begins a call, with further headers by name and value. */
    void begin(int stream, String... more) throws IOException {
        headers(stream, END_HEADERS, more);
    }

    void headers(int stream, int flags, String... more) throws IOException {
        var block = new ByteArrayOutputStream();
        field(block, ":method", "POST");
        field(block, ":scheme", "http");
        field(block, ":path", "/test.Service/Call");
        field(block, ":authority", "localhost");
        field(block, "content-type", "application/grpc");
        field(block, "te", "trailers");
        for (int i = 0; i < more.length; i += 2) {
            field(block, more[i], more[i + 1]);
        }
        frame(HEADERS, flags, stream, block.toByteArray());
    }

    /** A literal field without indexing and without Huffman's code (RFC 7541 6.2.2). */
    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(ISO_8859_1));
        block.write(value.length());
        block.writeBytes(value.getBytes(ISO_8859_1));
    }

    /** An empty message, which may end the request. */
    void message(int stream, int flags) throws IOException {
        frame(DATA, flags, stream, new byte[5]);
    }

    void whole(int stream, String... more) throws IOException {
        begin(stream, more);
        message(stream, END_STREAM);
    }

    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, CANCEL);
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** Reads up to the next frame of a type; false if the server closed the connection before. */
    boolean awaits(int type) throws IOException {
        try {
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int read = in.readUnsignedByte();
                in.readNBytes(5 + length);
                if (read == type) {
                    return true;
                }
            }
        } catch (EOFException | SocketException closed) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
