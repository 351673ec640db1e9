package org.userphone.ear;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Log records as lines for people: time, level, logger, message, and a stack trace below. */
final class PlainLines extends Formatter {

    @Override
    public String format(LogRecord record) {
        return "%s %-7s %s %s%n%s"
                .formatted(
                        record.getInstant().truncatedTo(ChronoUnit.MILLIS),
                        record.getLevel().getName(),
                        record.getLoggerName(),
                        formatMessage(record),
                        stack(record.getThrown()));
    }

    /** The stack trace; empty without an exception. */
    static String stack(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
