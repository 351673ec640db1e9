package org.userphone.bench;

import java.util.ArrayList;
import java.util.List;

/** Numbers under their names, as text. */
final class Table {

    private static final int FIRST = 26;
    private static final int OTHERS = 10;

    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(String title, String... columns) {
        lines.add("");
        lines.add(title);
        row("", columns);
    }

    void row(String name, String... cells) {
        var line = new StringBuilder(("%-" + FIRST + "s").formatted(name));
        for (var cell : cells) {
            line.append(("%" + OTHERS + "s").formatted(cell));
        }
        lines.add(line.toString());
    }

    /** Something to be said below. */
    void note(String text) {
        notes.add("  " + text);
    }

    void print() {
        lines.forEach(System.out::println);
        notes.forEach(System.out::println);
    }
}
