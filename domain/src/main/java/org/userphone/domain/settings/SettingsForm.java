package org.userphone.domain.settings;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what is wrong with settings by their names and their form alone, all at once and before
 * anything else is started. The default of a setting shows what form its value has: a number, a
 * duration, a yes or no, or a list of these. The class needs nothing but Java, because the launcher
 * of the program uses it, too.
 */
public final class SettingsForm {

    private static final String FILE = "META-INF/microprofile-config.properties";
    private static final String PREFIX = "userphone.";
    private static final String VARIABLE_PREFIX = "USERPHONE_";
    private static final String OF_ANY_ISSUER = "userphone.issuer.NAME.";
    private static final int MAX_SHOWN = 40;

    /** What Kubernetes puts into the environment for each service whose name begins as ours. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("USERPHONE_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_.*)?)");

    /** How people write durations elsewhere. */
    private static final Pattern SPAN =
            Pattern.compile(
                    "(\\d{1,9})\\s*(ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|d|days?)?");

    private final Properties defaults;

    private SettingsForm(Properties defaults) {
        this.defaults = defaults;
    }

    /**
     * The form of the settings that the program ships with. On an application server other
     * libraries have a file of the same name, so all of them are read.
     */
    public static SettingsForm shipped() {
        var defaults = new Properties();
        try {
            for (var file :
                    Collections.list(SettingsForm.class.getClassLoader().getResources(FILE))) {
                try (var in = file.openStream()) {
                    defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingsForm(defaults);
    }

    /**
     * What is wrong, a sentence for each setting, in the order of their names. Names without our
     * prefix are others' and not looked at.
     *
     * @param properties settings by their keys, which count more than those of the environment
     * @param environment settings by their names as variables, and whatever else is there
     */
    public List<String> problems(Map<?, ?> properties, Map<String, String> environment) {
        var problems = new TreeMap<String, String>();
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(VARIABLE_PREFIX) && !isOfKubernetes(name, value)) {
                        problem(name, value, SettingsForm::variable)
                                .ifPresent(why -> problems.put(variable(name), why));
                    }
                });
        properties.forEach(
                (name, value) -> {
                    var key = String.valueOf(name);
                    if (key.startsWith(PREFIX)) {
                        problems.remove(variable(key));
                        problem(key, String.valueOf(value), text -> text)
                                .ifPresent(why -> problems.put(variable(key), why));
                    }
                });
        return List.copyOf(problems.values());
    }

    private boolean isOfKubernetes(String name, String value) {
        return OF_KUBERNETES.matcher(name).matches()
                && keys().noneMatch(key -> variable(key).equals(name) && !value.contains("://"));
    }

    /**
     * @param spelling gives the name of a setting as the operator has written it, for a key
     */
    private Optional<String> problem(String name, String value, UnaryOperator<String> spelling) {
        var known = keys(name, spelling);
        var key = known.stream().filter(any -> spelling.apply(any).equals(name)).findFirst();
        return key.isPresent()
                ? wrong(name, value.strip(), defaultOf(key.get()))
                : known.stream()
                        .map(spelling)
                        .min(Comparator.comparing(other -> distance(name, other)))
                        .map(near -> "%s is no setting; the nearest is %s.".formatted(name, near));
    }

    /** Whether this is the default of a setting, which is empty where nothing is set. */
    public boolean isDefault(String key, String value) {
        return defaults.getProperty(key, "").strip().equals(value);
    }

    private Stream<String> keys() {
        return declared().filter(key -> key.startsWith(PREFIX));
    }

    /**
     * All keys of the file of the defaults, also those that are not ours. It is public, because the
     * launcher brings this class along, in another class loader than that of the application.
     */
    public Stream<String> declared() {
        return defaults.stringPropertyNames().stream();
    }

    /** The keys of one issuer. */
    public Stream<String> declaredOf(String issuer) {
        return keys().filter(key -> key.startsWith(OF_ANY_ISSUER))
                .map(key -> key.replaceFirst("NAME", Matcher.quoteReplacement(issuer)));
    }

    /** All keys, and those of an issuer under the name that this setting has for it. */
    private List<String> keys(String name, UnaryOperator<String> spelling) {
        var all = new ArrayList<>(keys().toList());
        var issuer = name.split("[._]", 4);
        if (issuer.length == 4 && issuer[1].equalsIgnoreCase("issuer")) {
            keys().filter(key -> key.startsWith(OF_ANY_ISSUER))
                    .map(key -> key.substring(OF_ANY_ISSUER.length()))
                    .flatMap(
                            last ->
                                    issuerNames(name, spelling.apply("." + last))
                                            .map(own -> "userphone.issuer." + own + "." + last))
                    .forEach(all::add);
        }
        return all;
    }

    /** The name of an issuer may have the sign in it that parts names. */
    private static Stream<String> issuerNames(String name, String end) {
        int start = "userphone.issuer.".length();
        return name.endsWith(end) && name.length() > start + end.length()
                ? Stream.of(name.substring(start, name.length() - end.length()))
                : Stream.of(name.substring(start).split("[._]")[0]);
    }

    private String defaultOf(String key) {
        var shipped = defaults.getProperty(key);
        if (shipped != null) {
            return shipped;
        }
        return keys().filter(any -> any.startsWith(OF_ANY_ISSUER))
                .filter(any -> key.endsWith(any.substring(OF_ANY_ISSUER.length() - 1)))
                .map(defaults::getProperty)
                .findFirst()
                .orElse("");
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Empty if the value has the form of the default, or the default has none. */
    private static Optional<String> wrong(String name, String value, String shipped) {
        var shown = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "..." : value;
        return value.isEmpty()
                ? Optional.empty()
                : right(value, shipped)
                        .map(right -> "%s is %s; it must be %s.".formatted(name, shown, right));
    }

    /** What a value should have been; empty if there is nothing to say against it. */
    private static Optional<String> right(String value, String shipped) {
        if (shipped.matches("true|false")) {
            return unless(value.matches("true|false"), "true or false");
        }
        if (shipped.matches("\\d{1,9}")) { // an alphabet of digits is longer
            return unless(value.matches("\\d{1,18}"), "a number such as " + shipped);
        }
        if (isList(shipped, SettingsForm::isDuration)) {
            return unless(isList(value, SettingsForm::isDuration), duration(value, shipped));
        }
        return unless(
                !isList(shipped, SettingsForm::isQuota) || isList(value, SettingsForm::isQuota),
                "a list of numbers in a time, such as " + shipped);
    }

    private static Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of(expected);
    }

    private static boolean isList(String text, Predicate<String> item) {
        return Stream.of(text.split(",", -1)).map(String::strip).allMatch(item);
    }

    /** A number in a time; 0 alone is no limit. */
    private static boolean isQuota(String text) {
        var parts = text.split("/", 2);
        return parts.length == 2
                ? parts[0].strip().matches("\\d+") && isDuration(parts[1].strip())
                : text.equals("0");
    }

    private static boolean isDuration(String text) {
        try {
            return text.startsWith("P") && !Duration.parse(text).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String duration(String value, String shipped) {
        var span = SPAN.matcher(value.toLowerCase(Locale.ROOT));
        if (!span.matches()) {
            return "a duration such as " + shipped;
        }
        long number = Long.parseLong(span.group(1));
        var unit = span.group(2) == null ? "s" : span.group(2);
        var meant =
                unit.equals("ms")
                        ? Duration.ofMillis(number)
                        : switch (unit.charAt(0)) {
                            case 'm' -> Duration.ofMinutes(number);
                            case 'h' -> Duration.ofHours(number);
                            case 'd' -> Duration.ofDays(number);
                            default -> Duration.ofSeconds(number);
                        };
        return "a duration: write " + meant;
    }

    /** How many characters have to be changed, added or taken away (Levenshtein's distance). */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
