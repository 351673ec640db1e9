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
 * Where the logs of the whole JVM go: what the server finds worth a warning and what userphone
 * says, held back until the program has started.
 */
final class Logs extends Handler {

    private final LinePrinter printer;
    private final List<LogRecord> held = new ArrayList<>();
    private volatile boolean holds = true;

    private Logs(PrintStream out, Formatter formatter) {
        this.printer = new LinePrinter(out);
        setFormatter(formatter);
        setFilter(Logs::worthReading);
    }

    /** Takes over all logs of the JVM; must come before anything in it has logged. */
    static Logs hold(PrintStream out, boolean json) {
        System.setProperty("java.util.logging.manager", SteadyLogManager.class.getName());
        // With a file named, whether it exists or not, Payara leaves the handlers' formatters
        // alone.
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

    private static boolean worthReading(LogRecord record) {
        return atLeast(Level.WARNING, record) || ours(record);
    }

    private static boolean ours(LogRecord record) {
        return String.valueOf(record.getLoggerName()).startsWith("org.userphone")
                && atLeast(Level.INFO, record);
    }

    private static boolean atLeast(Level level, LogRecord record) {
        return record.getLevel().intValue() >= level.intValue();
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record) && !isHeld(record)) {
            printer.print(getFormatter().format(record));
        }
    }

    private boolean isHeld(LogRecord record) {
        return holds && hold(record);
    }

    private synchronized boolean hold(LogRecord record) {
        return holds && held.add(record);
    }

    /** Prints what userphone has said so far, and everything from now on. */
    synchronized void release() {
        takeOver();
        holds = false;
        drop().stream().filter(Logs::ours).forEach(this::publish);
        flush();
    }

    /** What the server finds worth a warning while it is being stopped is nobody's business. */
    void onlyOurs() {
        setFilter(Logs::ours);
    }

    /** What was said so far, and is not printed any more. */
    synchronized List<LogRecord> drop() {
        var said = List.copyOf(held);
        held.clear();
        return said;
    }

    @Override
    public void flush() {
        printer.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
