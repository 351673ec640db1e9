package org.userphone.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What more users, or more nodes, make of each call, in percent of what it is among the users, or
 * with the nodes, that were measured first.
 */
final class Growth {

    private static final String HEAD = "%-64s%9s%9s%9s%n".formatted("", "calls/s", "CPU", "DB");

    private final Map<String, StringBuilder> tables = new LinkedHashMap<>();

    private Growth() {}

    /** Tables, each of one number of users or of nodes; empty if there is but one of both. */
    static String of(List<Figures> figures) {
        var growth = new Growth();
        growth.compare(figures, Figures::people, Growth::withoutPeople);
        growth.compare(figures, Growth::nodes, Growth::withoutNodes);
        var text = new StringBuilder();
        growth.tables.forEach(
                (title, lines) -> text.append('\n').append(title).append('\n').append(lines));
        return text.toString();
    }

    /**
     * @param what has grown
     * @param rest the same for all that are to be compared
     */
    private void compare(
            List<Figures> figures, Function<Figures, String> what, Function<Figures, String> rest) {
        figures.stream()
                .collect(groupingBy(rest, LinkedHashMap::new, toList()))
                .forEach(
                        (row, grown) -> {
                            var first = grown.get(0);
                            grown.stream()
                                    .skip(1)
                                    .forEach(
                                            one ->
                                                    table(what.apply(one), what.apply(first))
                                                            .append(line(row, first, one)));
                        });
    }

    private StringBuilder table(String what, String first) {
        return tables.computeIfAbsent(
                "%s, in percent of %s".formatted(what, first), title -> new StringBuilder(HEAD));
    }

    private static String line(String row, Figures first, Figures grown) {
        return "%-64s%9s%9s%9s%n"
                .formatted(
                        row,
                        percent(first.perSecond(), grown.perSecond()),
                        percent(first.programMillis(), grown.programMillis()),
                        percent(first.databaseMillis(), grown.databaseMillis()));
    }

    private static String percent(double of, double figure) {
        return of == 0 ? "-" : "%.0f %%".formatted(100 * figure / of);
    }

    private static String withoutPeople(Figures row) {
        return "%s, %s, %d clients".formatted(row.call(), row.formOverNodes(), row.clients());
    }

    private static String withoutNodes(Figures row) {
        return "%s, %s, %d clients, %s"
                .formatted(row.call(), row.form(), row.clients(), row.people());
    }

    private static String nodes(Figures row) {
        return row.nodes() == 1 ? "1 node" : "%d nodes".formatted(row.nodes());
    }
}
