package org.userphone.ear;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/**
 * What a program holds.
 *
 * @param slots requests that are being answered
 * @param connections to the HTTP port
 * @param threads but for those of the pools of calls, which are kept for the next ones
 * @param descriptors open files and sockets
 * @param heapMebibytes what is still in use after a collection
 */
public record Footprint(
        int slots, int connections, int threads, int descriptors, int heapMebibytes) {

    /** Those of the JVM's own management come and go, too. */
    private static final int OTHER_THREADS = 8;

    private static final int OTHER_DESCRIPTORS = 12;
    private static final int OTHER_MEBIBYTES = 12;

    /** Whether nothing is left of what was done since then. */
    public boolean isBackAt(Footprint before) {
        return slots <= before.slots
                && connections <= before.connections
                && threads <= before.threads + OTHER_THREADS
                && descriptors <= before.descriptors + OTHER_DESCRIPTORS
                && heapMebibytes <= before.heapMebibytes + OTHER_MEBIBYTES;
    }

    /** Reads it, by one connection of management. */
    public static final class Meter implements AutoCloseable {

        private static final Duration PATIENCE = Duration.ofMinutes(2);

        private final JMXConnector connector;
        private final MBeanServerConnection beans;
        private final ThreadMXBean threads;
        private final MemoryMXBean memory;

        public Meter(Program program) throws Exception {
            connector = program.connector();
            beans = connector.getMBeanServerConnection();
            threads =
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            memory =
                    ManagementFactory.newPlatformMXBeanProxy(
                            beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        }

        public Footprint read() {
            memory.gc();
            return new Footprint(
                    number("org.userphone:type=Requests", "InFlight"),
                    number("org.userphone:type=HttpPort", "Connections"),
                    threads(),
                    number("java.lang:type=OperatingSystem", "OpenFileDescriptorCount"),
                    (int) (memory.getHeapMemoryUsage().getUsed() >> 20));
        }

        /** Reads it when it is back where it was, or has not come back for two minutes. */
        public Footprint readOnceBackAt(Footprint before) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            var now = read();
            while (!now.isBackAt(before) && System.nanoTime() < end) {
                now = read();
            }
            return now;
        }

        private int threads() {
            return (int)
                    Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                            .filter(Objects::nonNull)
                            .map(thread -> thread.getThreadName())
                            .filter(name -> !name.startsWith("http-thread-pool"))
                            .filter(name -> !name.contains("ManagedThreadFactory"))
                            .count();
        }

        private int number(String bean, String attribute) {
            try {
                return ((Number) beans.getAttribute(new ObjectName(bean), attribute)).intValue();
            } catch (JMException | IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws IOException {
            connector.close();
        }
    }
}
