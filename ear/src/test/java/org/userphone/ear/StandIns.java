package org.userphone.ear;

import static java.util.stream.Collectors.toMap;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of a program in the place of those that an example shows: ids and codes are others
 * each time, as are times, keys, sequences and counts of what other examples leave.
 */
final class StandIns {

    private static final Pattern ID = Pattern.compile("\\d{15,19}");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{6}");
    private static final Pattern COUNT = Pattern.compile("[A-Z_]+:[A-Za-z0-9+/]{43}=");
    private static final List<Pattern> OTHERS =
            List.of(
                    Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.]\\d+)?Z"),
                    Pattern.compile("[A-Za-z0-9_-]{43}"),
                    Pattern.compile("BUDGET:\\d+:\\d{4}-\\d\\d-\\d\\d"),
                    Pattern.compile("value=\\d+=0[.]09, \\d+=0[.]09"),
                    Pattern.compile("(medianDelivery|p95Delivery)=\\d+s"),
                    Pattern.compile("(version|schemaVersion)=\\d[\\w.() -]*"),
                    Pattern.compile("took=\\d+([.]\\d+)?s"),
                    Pattern.compile("requestId=[a-z0-9]+"),
                    Pattern.compile("(s|\\w+S)equence=\\d+"),
                    Pattern.compile(
                            "(users|codes|unsent|providers|answers|waiting|attempts)=\\d+"));

    private final Map<String, String> actual;

    /**
     * @param actual what is known from the beginning, by what the examples show
     */
    StandIns(Map<String, String> actual) {
        this.actual = new HashMap<>(actual);
    }

    /** The request that the example means. */
    JsonValue in(JsonValue shown) {
        if (shown instanceof JsonObject object) {
            return Json.createObjectBuilder(
                            object.entrySet().stream()
                                    .collect(
                                            toMap(
                                                    Map.Entry::getKey,
                                                    member -> in(member.getValue()))))
                    .build();
        }
        if (shown instanceof JsonArray array) {
            return Json.createArrayBuilder(array.stream().map(this::in).toList()).build();
        }
        return shown instanceof JsonString text
                ? Json.createValue(actual.getOrDefault(text.getString(), text.getString()))
                : shown;
    }

    /** Where an answer is another than the example shows; if it is the same, it is learnt from. */
    List<String> differences(JsonValue shown, JsonValue answer) {
        var learnt = new HashMap<>(actual);
        var differences = differences("", shown, answer, learnt).toList();
        if (differences.isEmpty()) {
            actual.putAll(learnt);
        }
        return differences;
    }

    private static Stream<String> differences(
            String path, JsonValue shown, JsonValue answer, Map<String, String> known) {
        if (shown instanceof JsonObject object
                && answer instanceof JsonObject other
                && object.keySet().equals(other.keySet())) {
            return object.keySet().stream()
                    .flatMap(
                            name ->
                                    differences(
                                            path + "/" + name,
                                            object.get(name),
                                            other.get(name),
                                            known));
        }
        if (shown instanceof JsonArray array
                && answer instanceof JsonArray other
                && array.size() == other.size()) {
            return IntStream.range(0, array.size())
                    .boxed()
                    .flatMap(i -> differences(path + "/" + i, array.get(i), other.get(i), known));
        }
        boolean same =
                shown instanceof JsonString text && answer instanceof JsonString other
                        ? isSame(path, text.getString(), other.getString(), known)
                        : shown.equals(answer);
        return same ? Stream.empty() : Stream.of("%s: %s, not %s".formatted(path, answer, shown));
    }

    private static boolean isSame(
            String path, String shown, String answer, Map<String, String> known) {
        if (matches(ID, shown, answer)) {
            return known.computeIfAbsent(shown, id -> answer).equals(answer);
        }
        if (matches(CODE, shown, answer) || matches(COUNT, shown, answer)) {
            known.put(shown, answer); // in the place of the one before
            return true;
        }
        var name = path.substring(path.lastIndexOf('/') + 1) + "=";
        return known.getOrDefault(shown, shown).equals(answer)
                || OTHERS.stream()
                        .anyMatch(
                                other ->
                                        matches(other, shown, answer)
                                                || matches(other, name + shown, name + answer));
    }

    private static boolean matches(Pattern kind, String shown, String answer) {
        return kind.matcher(shown).matches() && kind.matcher(answer).matches();
    }
}
