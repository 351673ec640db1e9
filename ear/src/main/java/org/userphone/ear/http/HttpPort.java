package org.userphone.ear.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;

/**
 * The HTTP port. The server finds this class by its name, as the strategy by which its ports give
 * work to threads; that strategy stays the server's own. But before a port takes its first
 * connection, what checks requests is put in front of the server.
 */
public final class HttpPort extends AbstractIOStrategy {

    private static final String BEAN = "org.userphone:type=HttpPort";

    /**
     * Of the memory that there is, so much is for requests that are not whole and answers that are
     * not fetched.
     */
    private static final int MEMORY_SHARE = 8;

    private static volatile boolean isFound;

    private final PortSettings settings;
    private final ConnectionQuotas quotas;
    private final Deadlines deadlines = new Deadlines();
    private final Gate gate = new Gate();
    private final Set<Transport> guarded = ConcurrentHashMap.newKeySet();

    /**
     * @param memory bytes that requests and answers may take while they are on their way
     */
    HttpPort(PortSettings settings, long memory) {
        this.settings = settings;
        this.quotas = new ConnectionQuotas(settings, descriptors(), memory);
    }

    private static final class OfThisJvm {
        private static final HttpPort PORT =
                registered(
                        new HttpPort(
                                PortSettings.ofThisJvm(),
                                Runtime.getRuntime().maxMemory() / MEMORY_SHARE));
    }

    /** Called by the server when it makes a port. */
    public static HttpPort getInstance() {
        isFound = true;
        return OfThisJvm.PORT;
    }

    /**
     * The application is ready: from now on it answers.
     *
     * @throws IllegalStateException if the server has made its ports without this class
     */
    public static void open() {
        if (!isFound) {
            throw new IllegalStateException("Nothing checks what comes in on the HTTP port.");
        }
        OfThisJvm.PORT.gate.open();
    }

    /** The application answers no new request any more. */
    public static void close() {
        OfThisJvm.PORT.gate.close();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean isEnabled)
            throws IOException {
        var transport = connection.getTransport();
        if (event == IOEvent.SERVER_ACCEPT && !guarded.contains(transport)) {
            guard((FilterChain) transport.getProcessor());
            guarded.add(transport);
        }
        return WorkerThreadIOStrategy.getInstance().executeIoEvent(connection, event, isEnabled);
    }

    /** Before the first connection is there, nobody else looks at the chain. */
    private void guard(FilterChain chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (chain.get(i) instanceof HttpServerFilter) {
                chain.add(i, new WholeRequestFilter(settings, quotas, deadlines));
            } else if (chain.get(i)
                    instanceof org.glassfish.grizzly.http.server.HttpServerFilter server) {
                server.setHttpHandler(new CheckedRequests(server.getHttpHandler(), gate));
            }
        }
    }

    Gate gate() {
        return gate;
    }

    /** What is held for connections, for whoever wants to see that nothing stays behind. */
    public interface Holdings {

        /** Connections that are open. */
        int getConnections();

        /** Client addresses that have one. */
        int getAddresses();

        /** Bytes of requests that are not whole, and of answers that are not fetched. */
        long getHeldBytes();

        /**
         * Connections with a request that is not whole, with answers that are not fetched, or that
         * end after their last answer.
         */
        int getDeadlines();
    }

    Holdings holdings() {
        return new Holdings() {
            @Override
            public int getConnections() {
                return quotas.connections();
            }

            @Override
            public int getAddresses() {
                return quotas.addresses();
            }

            @Override
            public long getHeldBytes() {
                return quotas.heldBytes();
            }

            @Override
            public int getDeadlines() {
                return deadlines.pending();
            }
        };
    }

    private static HttpPort registered(HttpPort port) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(port.holdings(), Holdings.class),
                            new ObjectName(BEAN));
            return port;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
