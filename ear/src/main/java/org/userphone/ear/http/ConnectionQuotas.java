package org.userphone.ear.http;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many connections are open, and how many bytes of requests that are not whole and of answers
 * that are not fetched are held for them; of both, everybody and each client address may have so
 * much.
 */
final class ConnectionQuotas {

    private static final System.Logger LOG = System.getLogger(ConnectionQuotas.class.getName());
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    /** What one address may have of the bytes. */
    private static final int SHARE = 4;

    /** The first half of an IPv6 address names a network, the second a machine in it. */
    private static final int NETWORK_BYTES = 8;

    private final PortSettings settings;
    private final int maxConnections;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<ByteBuffer, Peer> peers = new HashMap<>();
    private int connections;
    private long lastWarning = System.nanoTime() - QUIET_NANOS;

    /**
     * @param descriptors most files and sockets that the process may have open
     * @param maxBytes most that is held of requests that are not whole
     */
    ConnectionQuotas(PortSettings settings, long descriptors, long maxBytes) {
        this.settings = settings;
        this.maxConnections = (int) Math.min(settings.connections(), descriptors / 2);
        this.maxBytes = maxBytes;
    }

    /** All that one address has, or what one connection of a trusted proxy has. */
    final class Peer {

        private final boolean isLimited;
        private int open;
        private final AtomicLong held = new AtomicLong();

        private Peer(boolean isLimited) {
            this.isLimited = isLimited;
        }

        /** Whether it is a trusted proxy. */
        boolean isProxy() {
            return !isLimited;
        }

        /**
         * Counts bytes that are held from now on, or with less than nought are not any more.
         *
         * @return whether there was room for them; they are counted anyway
         */
        boolean hold(int count) {
            long own = held.addAndGet(count);
            long all = bytes.addAndGet(count);
            return count <= 0 || all <= maxBytes && !(isLimited && own > maxBytes / SHARE);
        }
    }

    /**
     * Counts a connection; whoever has one has to {@link #leave}.
     *
     * @return empty if there is no room for it
     */
    synchronized Optional<Peer> enter(InetAddress address) {
        if (connections == maxConnections) {
            warn("everybody");
            return Optional.empty();
        }
        var peer =
                isProxy(address)
                        ? new Peer(false)
                        : peers.getOrDefault(key(address), new Peer(true));
        if (peer.isLimited) {
            if (peer.open == settings.connectionsPerAddress()) {
                warn(address.getHostAddress());
                return Optional.empty();
            }
            peers.put(key(address), peer);
        }
        peer.open++;
        connections++;
        return Optional.of(peer);
    }

    private boolean isProxy(InetAddress address) {
        return settings.proxies().stream().anyMatch(network -> network.holds(address));
    }

    /** A connection that was counted is closed. */
    synchronized void leave(InetAddress address, Peer peer) {
        connections--;
        peer.open--;
        if (peer.open == 0) {
            peers.remove(key(address), peer);
        }
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] all = address.getAddress();
        return ByteBuffer.wrap(Arrays.copyOf(all, Math.min(all.length, NETWORK_BYTES)));
    }

    /** Once a minute. */
    private void warn(String whose) {
        long now = System.nanoTime();
        if (now - lastWarning >= QUIET_NANOS) {
            lastWarning = now;
            LOG.log(Level.WARNING, "There are too many connections; new ones are closed: " + whose);
        }
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int addresses() {
        return peers.size();
    }

    long heldBytes() {
        return bytes.get();
    }
}
