package org.userphone.ear.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Stands between the sockets and the server's own reader of HTTP. So many connections are let in as
 * may be, and of each whole requests only: a slow client, or one that never ends its request, keeps
 * no thread.
 */
final class WholeRequestFilter extends BaseFilter {

    private static final Attribute<Inbound> INBOUND =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("org.userphone.inbound");

    private static final Attribute<Unfetched> UNFETCHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("org.userphone.unfetched");

    private final PortSettings settings;
    private final ConnectionQuotas quotas;
    private final Deadlines deadlines;

    WholeRequestFilter(PortSettings settings, ConnectionQuotas quotas, Deadlines deadlines) {
        this.settings = settings;
        this.quotas = quotas;
        this.deadlines = deadlines;
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        var connection = (NIOConnection) context.getConnection();
        var address = ((InetSocketAddress) connection.getPeerAddress()).getAddress();
        var peer = quotas.enter(address);
        if (peer.isEmpty()) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        var inbound = new Inbound(connection, peer.get(), settings, deadlines);
        INBOUND.set(connection, inbound);
        var unfetched = new Unfetched(connection, peer.get(), settings, deadlines);
        UNFETCHED.set(connection, unfetched);
        // No thread waits until there is room to write.
        connection.setMaxAsyncWriteQueueSize(AsyncQueueWriter.UNLIMITED_SIZE);
        connection.addCloseListener(
                (CloseListener<Closeable, CloseType>)
                        (closed, how) -> {
                            inbound.close();
                            unfetched.close();
                            quotas.leave(address, peer.get());
                        });
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        Connection<?> connection = context.getConnection();
        Buffer came = context.getMessage();
        var inbound = INBOUND.get(connection);
        if (inbound == null) { // it was refused
            return context.getStopAction();
        }
        var taken = inbound.take(flat(came, context));
        if (taken.next() == null) {
            return context.getStopAction();
        }
        context.setMessage(taken.next());
        return taken.rest() == null
                ? context.getInvokeAction()
                : context.getInvokeAction(taken.rest());
    }

    /** The answer to a request is written, as far as its client takes it. */
    static void answered(Request request) {
        var context = request.getContext();
        UNFETCHED.get(context.getConnection()).answered(context);
    }

    private static Buffer flat(Buffer came, FilterChainContext context) {
        if (came.hasArray()) {
            return came;
        }
        var bytes = new byte[came.remaining()];
        came.get(bytes);
        came.tryDispose();
        return Buffers.wrap(context.getMemoryManager(), bytes);
    }
}
