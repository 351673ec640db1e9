package org.userphone.ear;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Formats log records as lines for people: time in UTC, level, logger and message, with the stack
 * trace of an exception below.
 */
final class PlainLines extends Formatter {

    @Override
    public String format(LogRecord record) {
        return record.getInstant().truncatedTo(ChronoUnit.MILLIS)
                + " "
                + padded(record.getLevel().getName())
                + " "
                + record.getLoggerName()
                + " "
                + formatMessage(record)
                + System.lineSeparator()
                + stack(record.getThrown());
    }

    private static String padded(String level) {
        return level + " ".repeat(Math.max(0, "WARNING".length() - level.length()));
    }

    /** The stack trace of an exception; empty if it is null. */
    static String stack(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
