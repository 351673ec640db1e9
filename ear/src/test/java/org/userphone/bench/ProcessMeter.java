package org.userphone.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what a process with a JVM has cost, as Linux and the JVM count it. */
final class ProcessMeter implements AutoCloseable {

    private static final long TICK = Duration.ofMillis(10).toNanos();

    private final long process;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final Map<Long, Long> allocatedBy = new HashMap<>();
    private long allocated;

    ProcessMeter(long process) {
        this.process = process;
        try {
            var machine = VirtualMachine.attach(Long.toString(process));
            connector =
                    JMXConnectorFactory.connect(
                            new JMXServiceURL(machine.startLocalManagementAgent()));
            machine.detach();
            threads =
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class);
        } catch (Exception e) { // whatever it is, there is nothing to measure
            throw new IllegalStateException(e);
        }
    }

    /** The time that it has kept processors busy. */
    Duration cpu() {
        return cpu(process, 2);
    }

    /** Of every thread, but for what one has done since the last reading that has ended by now. */
    synchronized long allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            long before = allocatedBy.getOrDefault(ids[i], 0L);
            allocated += Math.max(0, bytes[i] - before);
            allocatedBy.put(ids[i], Math.max(before, bytes[i]));
        }
        return allocated;
    }

    /** What its compilers have cost by now. */
    Duration compiling() throws IOException {
        try (var threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            return threads.filter(ProcessMeter::isCompiler)
                    .map(thread -> cpu(thread.resolve("stat"), 2))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Comp(?s:.*)");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Of any process: the sum of the first of utime, stime, cutime and cstime; zero of one that has
     * ended.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat</a>
     */
    static Duration cpu(long process, int fields) {
        return cpu(Path.of("/proc/" + process + "/stat"), fields);
    }

    private static Duration cpu(Path file, int fields) {
        try {
            var stat = Files.readString(file);
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Arrays.stream(afterName, 11, 11 + fields).mapToLong(Long::parseLong).sum();
            return Duration.ofNanos(ticks * TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /** What it has of the memory, in MiB. */
    long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
