package org.userphone.bench;

import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures as text, the forms of a call below each other. */
record Table(List<Figures> figures) {

    private static final String HEAD =
            "%-24s".formatted("")
                    + Stream.of(
                                    "calls/s",
                                    "of JDBC",
                                    "of token",
                                    "p50 ms",
                                    "p95 ms",
                                    "p99 ms",
                                    "CPU ms",
                                    "DB ms",
                                    "SQL",
                                    "commits",
                                    "KiB",
                                    "errors")
                            .map("%9s"::formatted)
                            .collect(Collectors.joining());

    /** Of what is not compared with a floor. */
    static String of(List<Overload.Figures> overload) {
        var text = new StringBuilder();
        if (!overload.isEmpty()) {
            text.append("\nset, code returned, three times as many calls as can be answered\n")
                    .append(
                            "%-18s%9s%16s%11s%12s%12s%16s%9s\n"
                                    .formatted(
                                            "",
                                            "best/s",
                                            "during/s",
                                            "refused",
                                            "p99 due",
                                            "p99 sent",
                                            "afterwards/s",
                                            "errors"));
            overload.forEach(row -> text.append(row).append('\n'));
        }
        return text.toString();
    }

    /** Of what somebody got while somebody else attacked, and what was held before and after it. */
    static String ofAttacks(List<Attacks.Figures> attacks) {
        var text = new StringBuilder();
        if (!attacks.isEmpty()) {
            text.append(
                            "\nwhile one client address attacks: good answers to another one, and p99\n")
                    .append(
                            "%-40s%20s%20s%20s%14s%14s%19s\n"
                                    .formatted(
                                            "",
                                            "JSON",
                                            "gRPC",
                                            "gRPC health",
                                            "threads",
                                            "descriptors",
                                            "heap"));
            attacks.forEach(row -> text.append(row).append('\n'));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        figures.stream()
                .collect(groupingBy(Table::title, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (title, rows) -> {
                            text.append('\n').append(title).append('\n').append(HEAD).append('\n');
                            rows.forEach(row -> text.append(line(row)).append('\n'));
                        });
        return text.toString();
    }

    private static String title(Figures row) {
        return "%s, %d %s, %s"
                .formatted(
                        row.call(),
                        row.clients(),
                        row.clients() == 1 ? "client" : "clients",
                        row.people());
    }

    private static String line(Figures row) {
        return "%-24s%9.0f%9.2f%9.2f%9.2f%9.2f%9.2f%9.3f%9.3f%9.1f%9.1f%9.0f%9d"
                .formatted(
                        row.formOverNodes(),
                        row.perSecond(),
                        row.toFloor(),
                        row.toToken(),
                        row.p50(),
                        row.p95(),
                        row.p99(),
                        row.programMillis(),
                        row.databaseMillis(),
                        row.statements(),
                        row.commits(),
                        row.allocatedKib(),
                        row.errors());
    }
}
