package org.userphone.ear;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Handles the log records of the whole JVM: those of userphone from level INFO on, and all others
 * from WARNING on. Records are held back until the program has started.
 */
final class Logs extends Handler {

    private static final String FAULTS_OF_CLIENTS =
            "io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler";

    private final PrintStream out;
    private final List<LogRecord> held = new ArrayList<>();
    private volatile boolean holds = true;

    private Logs(PrintStream out, Formatter formatter) {
        this.out = out;
        setFormatter(formatter);
        setFilter(Logs::isPrinted);
    }

    /**
     * Becomes the only handler of the JVM, and holds the records back. This must be called before
     * the first logger is made.
     *
     * @param json whether the log is in JSON and not in plain lines
     */
    static Logs hold(PrintStream out, boolean json) {
        System.setProperty("java.util.logging.manager", SteadyLogManager.class.getName());
        // If a file is named, which need not exist, Payara does not change the handlers'
        // formatters.
        System.setProperty("java.util.logging.config.file", "none");
        var logs = new Logs(out, json ? new JsonLines() : new PlainLines());
        logs.takeOver();
        return logs;
    }

    private void takeOver() {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(this);
    }

    private static boolean isPrinted(LogRecord record) {
        return atLeast(Level.WARNING, record) && !isFaultOfClient(record) || isOurs(record);
    }

    /**
     * Of each malformed request grpc-java warns with two stack traces, by which anybody could fill
     * the log.
     */
    private static boolean isFaultOfClient(LogRecord record) {
        return FAULTS_OF_CLIENTS.equals(record.getLoggerName()) && !atLeast(Level.SEVERE, record);
    }

    private static boolean isOurs(LogRecord record) {
        return String.valueOf(record.getLoggerName()).startsWith("org.userphone")
                && atLeast(Level.INFO, record);
    }

    private static boolean atLeast(Level level, LogRecord record) {
        return record.getLevel().intValue() >= level.intValue();
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record) && !isHeld(record)) {
            out.print(getFormatter().format(record));
        }
    }

    private boolean isHeld(LogRecord record) {
        return holds && hold(record);
    }

    private synchronized boolean hold(LogRecord record) {
        return holds && held.add(record);
    }

    /** Prints the held records of userphone, and from now on every record as it comes. */
    synchronized void release() {
        takeOver();
        holds = false;
        drop().stream().filter(Logs::isOurs).forEach(this::publish);
        flush();
    }

    /** Prints the records that are held so far, and goes on to hold. */
    synchronized void print() {
        var said = drop();
        holds = false;
        said.forEach(this::publish);
        holds = true;
        flush();
    }

    /** Drops the records of the server from now on: its warnings while it stops help nobody. */
    void dropServerRecords() {
        setFilter(Logs::isOurs);
    }

    /** Removes the held records, which are not printed then. */
    synchronized List<LogRecord> drop() {
        var said = List.copyOf(held);
        held.clear();
        return said;
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
