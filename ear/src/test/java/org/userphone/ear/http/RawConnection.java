package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that sends bytes as they are; every byte is a letter here and back. */
public final class RawConnection implements AutoCloseable {

    /** Generous, as the machine may be busy. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final StringBuilder read = new StringBuilder();

    public RawConnection(String host, int port) {
        try {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to this text, and gives what was read. */
    public String readTo(String end) {
        try {
            while (read.indexOf(end) < 0) {
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    throw new AssertionError("ended before " + end + ": " + read);
                }
                read.append((char) octet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = read.toString();
        read.setLength(0);
        return text;
    }

    /** Reads one answer whose length its head says. */
    public String answer() {
        var head = readTo("\r\n\r\n");
        int length =
                Integer.parseInt(
                        head.replaceFirst("(?is).*\r\ncontent-length: (\\d+).*", "$1").strip());
        try {
            return head + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the other side ends. */
    public String readAll() {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("stays open after " + all, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read + all.toString(ISO_8859_1);
    }

    /** Waits so long for the other side to say something. */
    public boolean hears(int millis) {
        try {
            socket.setSoTimeout(millis);
            int octet = socket.getInputStream().read();
            if (octet >= 0) {
                read.append((char) octet);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            patiently();
        }
    }

    private void patiently() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more comes. */
    public void end() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes as a program that dies: with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
