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
public final class RawConnection implements AutoCloseable {

    public static final int DATA = 0;
    static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final byte[] CANCEL = {0, 0, 0, 8};
    private static final int TIMEOUT_MILLIS = 20_000;

    /** The longest text whose length is one byte in HPACK (RFC 7541 5.1). */
    private static final int MAX_SHORT = 126;

    private final Socket socket;
    private final DataInputStream in;
    private final String path;

    RawConnection(InetSocketAddress server, int window) throws IOException {
        this(new Socket(server.getAddress(), server.getPort()), window, "/test.Service/Call");
    }

    /**
     * @param socket connected to the server; closed with this connection
     * @param window bytes of each answer that the server may send, fewer than 65536
     * @param path of all requests
     */
    public RawConnection(Socket socket, int window, String path) throws IOException {
        this.socket = socket;
        this.path = path;
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
    public void begin(int stream, String... more) throws IOException {
        headers(stream, END_HEADERS, more);
    }

    public void headers(int stream, int flags, String... more) throws IOException {
        var block = new ByteArrayOutputStream();
        field(block, ":method", "POST");
        field(block, ":scheme", "http");
        field(block, ":path", path);
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
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        block.write(Math.min(text.length(), MAX_SHORT + 1));
        if (text.length() > MAX_SHORT) {
            int rest = text.length() - MAX_SHORT - 1;
            for (; rest >= 128; rest /= 128) {
                block.write(rest % 128 + 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(ISO_8859_1));
    }

    /** An empty message, which may end the request. */
    public void message(int stream, int flags) throws IOException {
        frame(DATA, flags, stream, new byte[5]);
    }

    public void whole(int stream, String... more) throws IOException {
        begin(stream, more);
        message(stream, END_STREAM);
    }

    public void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, CANCEL);
    }

    public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
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
    public boolean awaits(int type) throws IOException {
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
