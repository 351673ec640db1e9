package org.userphone.ear;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The JVM's log manager. It ignores the server's own log configuration, and it does not fall silent
 * while the JVM ends.
 */
public final class Logs extends LogManager {

    /**
     * Where logs go: what the server finds worth a warning and what userphone says, held back until
     * the program has started.
     */
    static final class Output extends Handler {

        private final PrintStream out;
        private List<LogRecord> held = new ArrayList<>();

        private Output(PrintStream out, Formatter formatter) {
            this.out = out;
            setFormatter(formatter);
            setFilter(Output::worthReading);
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
        public synchronized void publish(LogRecord record) {
            if (!isLoggable(record)) {
                return;
            }
            if (held == null) {
                out.print(getFormatter().format(record));
            } else {
                held.add(record);
            }
        }

        /** Prints what userphone has said so far, and everything from now on. */
        synchronized void release() {
            takeOver();
            var said = held;
            held = null;
            said.stream().filter(Output::ours).forEach(this::publish);
        }

        /** What was said so far; what comes after is never printed. */
        synchronized List<LogRecord> drop() {
            var said = List.copyOf(held);
            held.clear();
            return said;
        }

        /** Whatever handlers the server has put in, this is the only one. */
        private void takeOver() {
            var root = Logger.getLogger("");
            for (var handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(this);
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

    /** Makes this the log manager of the JVM, with one output that holds everything back. */
    static Output hold(PrintStream out, boolean json) {
        System.setProperty("java.util.logging.manager", Logs.class.getName());
        var output = new Output(out, json ? new JsonLines() : new PlainLines());
        output.takeOver();
        return output;
    }

    @Override
    public void readConfiguration() {}

    @Override
    public void readConfiguration(InputStream configuration) {}

    @Override
    public void reset() {}
}
