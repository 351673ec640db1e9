package org.userphone.sms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Keeps all that is logged in this JVM until it is closed, except by fakes; nothing is printed. */
public final class KeptLog extends Handler implements AutoCloseable {

    /** The logger of the HTTP server that fakes are made of. */
    private static final String FAKE = "com.sun.net.httpserver";

    private final Logger root = Logger.getLogger("");
    private final Level levelBefore = root.getLevel();
    private final List<Handler> handlersBefore = List.of(root.getHandlers());
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public KeptLog() {
        handlersBefore.forEach(root::removeHandler);
        root.addHandler(this);
        root.setLevel(Level.ALL);
    }

    /** The levels of what a class has logged, in order. */
    public List<Level> levels(Class<?> by) {
        return records.stream().filter(isBy(by)).map(LogRecord::getLevel).toList();
    }

    /** Every line, with its values and failures. */
    public List<String> lines() {
        return lines(records.stream());
    }

    /** The lines that a class has logged, in order. */
    public List<String> lines(Class<?> by) {
        return lines(records.stream().filter(isBy(by)));
    }

    private static List<String> lines(Stream<LogRecord> records) {
        var formatter = new SimpleFormatter();
        return records.map(formatter::format).toList();
    }

    private static Predicate<LogRecord> isBy(Class<?> logging) {
        return entry -> logging.getName().equals(entry.getLoggerName());
    }

    @Override
    public void publish(LogRecord entry) {
        if (!FAKE.equals(entry.getLoggerName())) {
            records.add(entry);
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(levelBefore);
        handlersBefore.forEach(root::addHandler);
    }
}
