package org.userphone.api.token;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs, with the levels in front, until it is closed. */
final class LoggedLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LoggedLines(Class<?> by) {
        logger = Logger.getLogger(by.getName());
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether a line is one, without a stack trace. */
    static boolean isShort(String line) {
        return line.lines().count() == 1 && line.length() < 500;
    }

    @Override
    public void publish(LogRecord entry) {
        String text = MessageFormat.format(entry.getMessage(), entry.getParameters());
        String trace = entry.getThrown() == null ? "" : "\n" + entry.getThrown();
        lines.add(entry.getLevel() + " " + text + trace);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
