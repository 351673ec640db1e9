package org.userphone.ear;

import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Formats each log record as a line with a JSON object. Its fields are time, level, logger, thread,
 * message and error, and one for each {@code key=value} at the end of the message, the ids of trace
 * and span among them in a thread that has a span.
 */
final class JsonLines extends Formatter {

    private static final Pattern PAIRS_AT_END = Pattern.compile("(?: [a-z]\\w*=\\S+)+$");

    @Override
    public String format(LogRecord record) {
        var message = formatMessage(record);
        var fields = new LinkedHashMap<String, String>();
        fields.put("time", record.getInstant().toString());
        fields.put("level", record.getLevel().getName());
        fields.put("logger", record.getLoggerName());
        fields.put("thread", Thread.currentThread().getName());
        fields.put("message", message);
        if (record.getThrown() != null) {
            fields.put("error", LogText.stack(record.getThrown()));
        }
        var pairs = PAIRS_AT_END.matcher(message + SpanOfThread.inLog());
        if (pairs.find()) {
            for (var pair : pairs.group().strip().split(" ")) {
                var parts = pair.split("=", 2);
                fields.putIfAbsent(parts[0], parts[1]);
            }
        }
        return fields.entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                        .collect(Collectors.joining(",", "{", "}"))
                + "\n";
    }

    private static String quoted(String text) {
        if (text == null) {
            return "null";
        }
        var json = new StringBuilder("\"");
        text.chars()
                .forEach(
                        character -> {
                            switch (character) {
                                case '"', '\\' -> json.append('\\').append((char) character);
                                case '\n' -> json.append("\\n");
                                default -> {
                                    if (LogText.isControl(character)) {
                                        json.append("\\u%04x".formatted(character));
                                    } else {
                                        json.append((char) character);
                                    }
                                }
                            }
                        });
        return json.append('"').toString();
    }
}
