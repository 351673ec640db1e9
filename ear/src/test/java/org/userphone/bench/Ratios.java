package org.userphone.bench;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Compares two runs by what does not depend on the machine: the ratios to the floor that was
 * measured beside them, and what is counted and not timed.
 */
final class Ratios {

    /** What a rerun of the same program differs by is less, on a machine of its own. */
    private static final double NOTEWORTHY = 0.2;

    private static final Map<String, ToDoubleFunction<Figures>> COMPARED =
            Map.of(
                    "share of bare JDBC", Figures::toFloor,
                    "share of token only", Figures::toToken,
                    "statements", Figures::statements,
                    "commits", Figures::commits,
                    "allocated KiB", Figures::allocatedKib);

    /** What has changed by more than a rerun does. */
    record Change(String key, String what, double before, double now) {

        @Override
        public String toString() {
            return "%s: %s %.2f, was %.2f (%+.0f %%)"
                    .formatted(key, what, now, before, 100 * (now / before - 1));
        }
    }

    private Ratios() {}

    /** In the order of the run; what only one of the two has seen is no change. */
    static List<Change> changes(List<Figures> before, List<Figures> now) {
        var known = before.stream().collect(toMap(Figures::key, Function.identity()));
        var changes = new ArrayList<Change>();
        for (var figures : now) {
            var old = known.get(figures.key());
            if (old != null) {
                COMPARED.keySet().stream()
                        .sorted()
                        .map(what -> change(what, old, figures))
                        .filter(Ratios::isNoteworthy)
                        .forEach(changes::add);
            }
        }
        return changes;
    }

    private static Change change(String what, Figures before, Figures now) {
        var figure = COMPARED.get(what);
        return new Change(now.key(), what, figure.applyAsDouble(before), figure.applyAsDouble(now));
    }

    private static boolean isNoteworthy(Change change) {
        return change.before() > 0
                && change.now() > 0
                && Math.abs(change.now() / change.before() - 1) > NOTEWORTHY;
    }
}
