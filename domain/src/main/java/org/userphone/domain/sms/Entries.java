package org.userphone.domain.sms;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Parses lists in settings, {@code key=value, key=value}. */
public final class Entries {

    public record Entry(String key, String value) {}

    private Entries() {}

    /**
     * @throws IllegalArgumentException if the text is not such a list or has a key twice
     */
    public static List<Entry> of(String text) {
        var entries = Stream.of(text.split(",", -1)).map(Entries::entry).toList();
        var keys = new HashSet<String>();
        if (!entries.stream().map(Entry::key).allMatch(keys::add)) {
            throw new IllegalArgumentException("it says something twice");
        }
        return entries;
    }

    private static Entry entry(String text) {
        var parts = text.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException("it is a list of key=value, separated by commas");
        }
        return new Entry(parts[0].strip(), parts[1].strip());
    }
}
