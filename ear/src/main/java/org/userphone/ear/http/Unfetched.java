package org.userphone.ear.http;

import java.util.concurrent.Future;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * The answers on one connection that its client has still to fetch. They wait in memory, as writing
 * never waits, so that no thread is held; there is room for so much of one client address, and time
 * for each answer. A client that goes beyond either is cut off.
 */
final class Unfetched {

    /** A client may take so many times longer to fetch an answer than to send a request. */
    private static final int ANSWER_DEADLINES = 3;

    private final NIOConnection connection;
    private final ConnectionQuotas.Peer peer;
    private final PortSettings settings;
    private final Deadlines deadlines;

    private int held;
    private int answers;
    private Future<?> deadline;

    Unfetched(
            NIOConnection connection,
            ConnectionQuotas.Peer peer,
            PortSettings settings,
            Deadlines deadlines) {
        this.connection = connection;
        this.peer = peer;
        this.settings = settings;
        this.deadlines = deadlines;
    }

    /** An answer was written, as far as the client takes it. */
    synchronized void answered(FilterChainContext context) {
        if (!connection.isOpen() || connection.getAsyncWriteQueue().spaceInBytes() == 0) {
            return;
        }
        answers++;
        if (answers == 1) {
            startTime();
        }
        if (!hold(connection.getAsyncWriteQueue().spaceInBytes())) {
            connection.terminateSilently();
            return;
        }
        context.notifyDownstream(TransportFilter.createFlushEvent(new Fetched()));
    }

    /** Comes after all that was written before it. */
    private final class Fetched extends EmptyCompletionHandler<Object> {
        @Override
        public void completed(Object nothing) {
            fetched();
        }
    }

    private synchronized void fetched() {
        if (answers == 0) { // it was closed
            return;
        }
        answers--;
        stopTime();
        if (answers == 0) {
            hold(0);
        } else {
            startTime();
        }
    }

    private boolean hold(int bytes) {
        int more = bytes - held;
        held = bytes;
        return peer.hold(more);
    }

    private void startTime() {
        deadline =
                deadlines.after(
                        ANSWER_DEADLINES * settings.deadline().toMillis(),
                        connection::terminateSilently);
    }

    private void stopTime() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** The connection is closed. */
    synchronized void close() {
        answers = 0;
        stopTime();
        hold(0);
    }
}
