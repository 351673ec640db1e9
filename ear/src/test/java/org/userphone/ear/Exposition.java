package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus (version 0.0.4), read strictly: by the grammar, and by
 * the rules for names that promtool checks. What breaks a rule fails the test with its line.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 * @see <a href="https://prometheus.io/docs/practices/naming/">the names</a>
 */
final class Exposition {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern META =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(,|$)");

    /** Units that are none of the base units, and would have to be converted by who reads them. */
    private static final Pattern OTHER_UNIT =
            Pattern.compile(
                    ".*_(milliseconds|microseconds|nanoseconds|ms|minutes|hours|days|kilobytes"
                            + "|megabytes|bits|percent|percentage)(_.*)?");

    private static final Map<String, Set<String>> SUFFIXES =
            Map.of(
                    "counter", Set.of(""),
                    "gauge", Set.of(""),
                    "histogram", Set.of("_bucket", "_sum", "_count"),
                    "summary", Set.of("", "_sum", "_count"));

    /** One line with a value. */
    record Sample(String name, Map<String, String> labels, double value) {

        private Map<String, String> without(String label) {
            var others = new TreeMap<>(labels);
            others.remove(label);
            return others;
        }
    }

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private Exposition() {}

    static Exposition parse(String text) {
        assertThat(text).endsWith("\n");
        var read = new Exposition();
        String family = null;
        for (var line : text.split("\n")) {
            family = line.startsWith("#") ? read.meta(line, family) : read.sample(line, family);
        }
        read.samples.forEach(read::check);
        return read;
    }

    private String meta(String line, String before) {
        var meta = META.matcher(line);
        assertThat(meta.matches()).as(line).isTrue();
        var name = meta.group(2);
        var other = meta.group(1).equals("HELP") ? helps : types;
        assertThat(other.put(name, meta.group(3))).as("a second time: " + line).isNull();
        if (!name.equals(before)) {
            assertThat(samples.put(name, new ArrayList<>())).as("torn apart: " + line).isNull();
        }
        return name;
    }

    private String sample(String line, String family) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        var name = sample.group(1);
        assertThat(family).as("nothing announces " + line).isNotNull();
        assertThat(name).as(line).startsWith(family);
        assertThat(SUFFIXES.get(types.get(family)))
                .as(line)
                .contains(name.substring(family.length()));
        var value = sample.group(3).replace("Inf", "Infinity");
        samples.get(family)
                .add(new Sample(name, labels(sample.group(2), line), Double.parseDouble(value)));
        return family;
    }

    private static Map<String, String> labels(String text, String line) {
        var labels = new TreeMap<String, String>();
        var label = LABEL.matcher(text == null ? "" : text);
        int end = 0;
        while (label.find()) {
            assertThat(label.start()).as(line).isEqualTo(end);
            assertThat(label.group(1)).as(line).doesNotStartWith("__");
            assertThat(labels.put(label.group(1), label.group(2))).as(line).isNull();
            end = label.end();
        }
        assertThat(end).as(line).isEqualTo(text == null ? 0 : text.length());
        return labels;
    }

    private void check(String family, List<Sample> all) {
        assertThat(types).as(family).containsKey(family);
        assertThat(helps.get(family)).as(family).isNotBlank();
        assertThat(family).matches(NAME).doesNotMatch(OTHER_UNIT);
        assertThat(family.endsWith("_total"))
                .as("%s is a %s", family, types.get(family))
                .isEqualTo(types.get(family).equals("counter"));
        assertThat(family).doesNotContainPattern("_(count|sum|bucket|info_total)$");
        assertThat(all).as(family).isNotEmpty();
        assertThat(all)
                .as("a series twice")
                .extracting(sample -> sample.name() + sample.labels())
                .doesNotHaveDuplicates();
        assertThat(all.stream().map(sample -> sample.without("le").keySet()).distinct())
                .as("labels of " + family)
                .allMatch(
                        names ->
                                names.equals(all.get(0).without("le").keySet())
                                        || types.get(family).equals("summary"));
        if (types.get(family).equals("histogram")) {
            all.stream()
                    .map(sample -> sample.without("le"))
                    .distinct()
                    .forEach(labels -> checkHistogram(family, labels));
        }
    }

    private void checkHistogram(String family, Map<String, String> labels) {
        double bound = Double.NEGATIVE_INFINITY;
        double count = 0;
        for (var sample : samples.get(family)) {
            if (sample.without("le").equals(labels) && sample.name().endsWith("_bucket")) {
                var le = Double.parseDouble(sample.labels().get("le").replace("Inf", "Infinity"));
                assertThat(le).as("le of %s%s", family, labels).isGreaterThan(bound);
                assertThat(sample.value()).as(sample.toString()).isGreaterThanOrEqualTo(count);
                bound = le;
                count = sample.value();
            }
        }
        assertThat(bound).as("%s%s", family, labels).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(family + "_count", labels)).isEqualTo(count);
        assertThat(value(family + "_sum", labels)).isGreaterThanOrEqualTo(0);
    }

    /** The value of the only series of this name with exactly these labels. */
    double value(String name, Map<String, String> labels) {
        var found =
                samples.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> one.name().equals(name) && one.labels().equals(labels))
                        .toList();
        assertThat(found).as("%s%s", name, labels).hasSize(1);
        return found.get(0).value();
    }

    /** The names of all series, with their suffixes. */
    Set<String> names() {
        var names = new TreeSet<String>();
        samples.values().forEach(all -> all.forEach(sample -> names.add(sample.name())));
        return names;
    }

    /** The values of a label over all series of a name. */
    Set<String> values(String name, String label) {
        var values = new TreeSet<String>();
        samples.values().stream()
                .flatMap(List::stream)
                .filter(sample -> sample.name().equals(name))
                .forEach(sample -> values.add(sample.labels().get(label)));
        return values;
    }
}
