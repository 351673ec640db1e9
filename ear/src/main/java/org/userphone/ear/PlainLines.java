package org.userphone.ear;

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
                + LogText.escaped(record.getLoggerName())
                + " "
                + LogText.escaped(formatMessage(record))
                + System.lineSeparator()
                + LogText.stack(record.getThrown());
    }

    private static String padded(String level) {
        return level + " ".repeat(Math.max(0, "WARNING".length() - level.length()));
    }
}
