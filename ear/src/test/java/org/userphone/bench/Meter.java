package org.userphone.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what the program and its database have cost, as Linux, the JVM and PostgreSQL count it. */
final class Meter implements AutoCloseable {

    private static final long TICK = Duration.ofMillis(10).toNanos();

    /** Statements, but for the questions of this meter; and transactions that wrote something. */
    private static final String COUNTED =
            """
            select sum(calls), pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            from pg_stat_statements
            where query ~* '^(select|insert|update|delete|with)'
                and query not like '%pg_stat_statements%'
            """;

    private final long program;
    private final long postmaster;
    private final Connection database;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final Map<Long, Long> allocatedBy = new HashMap<>();
    private long allocated;

    Meter(long program, Connection database) throws Exception {
        this.program = program;
        this.database = database;
        this.postmaster = postmaster(database);
        var machine = VirtualMachine.attach(Long.toString(program));
        connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        machine.detach();
        threads =
                ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(),
                        ManagementFactory.THREAD_MXBEAN_NAME,
                        ThreadMXBean.class);
    }

    private static long postmaster(Connection database) throws SQLException, IOException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("show data_directory")) {
            row.next();
            var file = Path.of(row.getString(1), "postmaster.pid");
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        }
    }

    Costs read() {
        try (var statement = database.createStatement();
                var counted = statement.executeQuery(COUNTED)) {
            counted.next();
            return new Costs(
                    Duration.ofNanos(ticks(program, 2) * TICK),
                    Duration.ofNanos(databaseTicks() * TICK),
                    allocated(),
                    counted.getLong(1),
                    counted.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of every thread, but for what one has done since the last reading that has ended by now. */
    private synchronized long allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            long before = allocatedBy.getOrDefault(ids[i], 0L);
            allocated += Math.max(0, bytes[i] - before);
            allocatedBy.put(ids[i], Math.max(before, bytes[i]));
        }
        return allocated;
    }

    /** What the compilers of the program have cost by now. */
    Duration compiling() throws IOException {
        try (var threads = Files.list(Path.of("/proc/" + program + "/task"))) {
            var ticks =
                    threads.filter(Meter::isCompiler)
                            .mapToLong(thread -> ticks(thread.resolve("stat"), 2))
                            .sum();
            return Duration.ofNanos(ticks * TICK);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Comp(?s:.*)");
        } catch (IOException e) {
            return false;
        }
    }

    /** The first process with all its children that have ended, and those that live. */
    private long databaseTicks() {
        return ticks(postmaster, 4)
                + children(postmaster).mapToLong(child -> ticks(child, 2)).sum();
    }

    private static Stream<Long> children(long process) {
        return ProcessHandle.of(process).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid);
    }

    private static long ticks(long process, int fields) {
        return ticks(Path.of("/proc/" + process + "/stat"), fields);
    }

    /**
     * The first of utime, stime, cutime and cstime; 0 of what has ended.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat</a>
     */
    private static long ticks(Path file, int fields) {
        try {
            var stat = Files.readString(file);
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Arrays.stream(afterName, 11, 11 + fields).mapToLong(Long::parseLong).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What the program has of the memory, in MiB. */
    long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + program + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException, SQLException {
        connector.close();
        database.close();
    }
}
