package org.userphone.ear;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The text of log records, in which nobody can begin a line or colour a terminal: whatever they
 * hold that came from outside, the log prints its control characters as {@code \n}, {@code \r},
 * {@code \t} or {@code \}{@code u001b}.
 */
final class LogText {

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private LogText() {}

    /** Whether a character ends a line or begins a command of terminals, in any encoding. */
    static boolean isControl(int character) {
        return Character.isISOControl(character)
                || character == LINE_SEPARATOR
                || character == PARAGRAPH_SEPARATOR;
    }

    static String escaped(String text) {
        if (text == null || text.chars().noneMatch(LogText::isControl)) {
            return text;
        }
        var escaped = new StringBuilder();
        text.chars().forEach(character -> append(character, escaped));
        return escaped.toString();
    }

    private static void append(int character, StringBuilder text) {
        switch (character) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isControl(character)) {
                    text.append("\\u%04x".formatted(character));
                } else {
                    text.append((char) character);
                }
            }
        }
    }

    /** The stack trace, whose only line breaks are its own; empty without an exception. */
    static String stack(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return withMessagesEscaped(
                text.toString(), thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static String withMessagesEscaped(String trace, Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return trace;
        }
        var message = thrown.toString();
        var text = trace.replace(message, escaped(message));
        for (var suppressed : thrown.getSuppressed()) {
            text = withMessagesEscaped(text, suppressed, seen);
        }
        return withMessagesEscaped(text, thrown.getCause(), seen);
    }
}
