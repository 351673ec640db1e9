package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Future;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * What comes in on one connection: requests one after the other, each of which is handed on once it
 * is whole. What is not whole in time, or cannot be read, is answered here, and nothing that comes
 * after it is read. HTTP/2 is handed on as it comes, from trusted proxies only: the server keeps
 * what it knows of requests that are cut there.
 */
final class Inbound {

    private static final System.Logger LOG = System.getLogger(Inbound.class.getName());

    /**
     * How long the client may still send after its last answer: closing at once would make its
     * machine throw away what it has not read of that (RFC 9112 section 9.6).
     */
    private static final long LINGER_MILLIS = 2_000;

    /**
     * Of a body without bounds, at least so many bytes have to come within {@value
     * #STREAM_DEADLINES} times the deadline of other requests: while the application works on what
     * has come, it reads no more.
     */
    private static final int STREAM_BYTES = 16 * 1024;

    private static final int STREAM_DEADLINES = 5;

    /**
     * Bytes of the answer to a body without bounds, or of an answer without bounds, that wait for
     * its client before the application does.
     */
    private static final int STREAM_UNFETCHED_BYTES = 256 * 1024;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
    private static final String BLANK_LINE = "\r\n";

    /** How HTTP/2 begins if it is spoken without having been agreed on (RFC 9113 section 3.4). */
    private static final String PREFACE = "PRI ";

    private final NIOConnection connection;
    private final ConnectionQuotas.Peer peer;
    private final PortSettings settings;
    private final Deadlines deadlines;

    private PendingRequest request;
    private Future<?> deadline;
    private int held;
    private long counted;
    private int blankLine;
    private boolean isContinued;
    private boolean isDeaf;
    private boolean isBegun;
    private boolean isHttp2;

    Inbound(
            NIOConnection connection,
            ConnectionQuotas.Peer peer,
            PortSettings settings,
            Deadlines deadlines) {
        this.connection = connection;
        this.peer = peer;
        this.settings = settings;
        this.deadlines = deadlines;
    }

    /**
     * What comes of what has come.
     *
     * @param next is to be handed on; null for nothing
     * @param rest belongs to the next request; null for nothing
     */
    record Taken(Buffer next, Buffer rest) {

        static final Taken NOTHING = new Taken(null, null);
    }

    /**
     * Takes what has come.
     *
     * @param came with an array behind it
     */
    synchronized Taken take(Buffer came) {
        if (!isBegun) {
            isBegun = true;
            isHttp2 = settings.http2() && peer.isProxy() && startsHttp2(came);
        }
        if (isHttp2) {
            return new Taken(came, null);
        }
        skipBlankLine(came);
        if (isDeaf || !came.hasRemaining()) {
            came.tryDispose();
            return Taken.NOTHING;
        }
        try {
            if (blankLine % BLANK_LINE.length() > 0) {
                throw new RequestRefused(Refusal.BAD_REQUEST);
            }
            if (request == null) {
                request = new PendingRequest(settings.headLimit());
            }
            return takeRequest(came);
        } catch (RequestRefused e) {
            came.tryDispose();
            refuse(e.refusal());
            return Taken.NOTHING;
        }
    }

    private static boolean startsHttp2(Buffer came) {
        int from = came.arrayOffset() + came.position();
        return Octets.startsWith(PREFACE, came.array(), from, from + came.remaining());
    }

    /** Some clients end a body with one (RFC 9112 section 2.2). */
    private void skipBlankLine(Buffer came) {
        while (request == null
                && blankLine < BLANK_LINE.length()
                && came.hasRemaining()
                && came.get(came.position()) == BLANK_LINE.charAt(blankLine)) {
            came.position(came.position() + 1);
            blankLine++;
        }
    }

    private Taken takeRequest(Buffer came) throws RequestRefused {
        int from = came.arrayOffset() + came.position();
        int used = request.take(came.array(), from, from + came.remaining());
        var rest = used < came.remaining() ? came.split(came.position() + used) : null;
        var next = came;
        if (!request.isDirect()) {
            came.tryDispose();
            next =
                    request.next()
                            .map(bytes -> Buffers.wrap(connection.getMemoryManager(), bytes))
                            .orElse(null);
        }
        connection.setMaxAsyncWriteQueueSize(
                request.head().isStream()
                        ? STREAM_UNFETCHED_BYTES
                        : AsyncQueueWriter.UNLIMITED_SIZE);
        if (request.isComplete()) {
            isDeaf = request.head().isLast();
            forget();
        } else {
            await();
        }
        return new Taken(next, rest);
    }

    private void await() throws RequestRefused {
        hold(request.capacity());
        if (request.head().isStream()
                && request.isHandedOn()
                && request.came() - counted >= STREAM_BYTES) {
            counted = request.came();
            cancel();
        }
        if (deadline == null) {
            var late = request;
            long millis = settings.deadline().toMillis();
            deadline =
                    deadlines.after(
                            request.head().isStream() ? STREAM_DEADLINES * millis : millis,
                            () -> end(late));
        }
        if (request.head().isWhole() && request.head().isExpecting() && !isContinued) {
            isContinued = true;
            write(CONTINUE, new EmptyCompletionHandler<>());
        }
    }

    private void hold(int bytes) throws RequestRefused {
        int more = bytes - held;
        held = bytes;
        if (!peer.hold(more)) {
            throw new RequestRefused(Refusal.TOO_MANY_ARRIVING);
        }
    }

    private synchronized void end(PendingRequest late) {
        if (request == late) {
            refuse(Refusal.REQUEST_TIMEOUT);
        }
    }

    /** Answers, unless the application does, and closes. */
    private void refuse(Refusal refusal) {
        boolean isHandedOn = request != null && request.isHandedOn();
        forget();
        isDeaf = true;
        if (isHandedOn) {
            connection.terminateSilently();
            return;
        }
        var id = Refusal.newId();
        deadline = deadlines.after(LINGER_MILLIS, connection::terminateSilently);
        write(refusal.answer(id), new LastAnswer());
        LOG.log(Level.INFO, "Refused a request " + refusal.status() + " request=" + id);
    }

    private final class LastAnswer
            extends EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>> {

        @Override
        public void completed(WriteResult<Buffer, SocketAddress> result) {
            try {
                ((SocketChannel) connection.getChannel()).shutdownOutput();
            } catch (IOException e) {
                connection.terminateSilently();
            }
        }

        @Override
        public void failed(Throwable problem) {
            connection.terminateSilently();
        }
    }

    @SuppressWarnings("unchecked")
    private void write(
            byte[] bytes, CompletionHandler<WriteResult<Buffer, SocketAddress>> handler) {
        connection
                .getTransport()
                .getWriter(connection)
                .write(connection, Buffers.wrap(connection.getMemoryManager(), bytes), handler);
    }

    /** Nothing of the request is held any more. */
    private void forget() {
        request = null;
        blankLine = 0;
        isContinued = false;
        peer.hold(-held);
        held = 0;
        counted = 0;
        cancel();
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** The connection is closed. */
    synchronized void close() {
        isDeaf = true;
        forget();
    }
}
