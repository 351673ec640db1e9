package org.userphone.house;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings are told once, in the file of their defaults; the README and the code follow it. */
class SettingsTableTest {

    private static final Path README = Path.of("../README.md");
    private static final Path SETTINGS =
            Path.of("../domain/src/main/resources/META-INF/microprofile-config.properties");

    private static final String START = "<!-- settings -->\n";
    private static final String END = "<!-- /settings -->";

    /** A string that is a key, or what comes after the prefix of an issuer's keys. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*)\"");

    /** What is ours to read; the rest of the file is for the server. */
    private static final Pattern OURS = Pattern.compile("(userphone|mp\\.jwt)\\..+");

    private static final Pattern OF_AN_ISSUER =
            Pattern.compile("(mp\\.jwt\\.verify|userphone\\.issuer\\.NAME)\\.");

    private record Setting(String key, String value, String description) {

        /** As MicroProfile Config maps names. */
        String variable() {
            return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }

        String row() {
            var shown = value.isEmpty() ? "" : "`" + value.replace("; ", ";`<br>`") + "`";
            return "| `"
                    + key
                    + "`<br>`"
                    + variable()
                    + "` | "
                    + shown
                    + " | "
                    + description
                    + " |\n";
        }
    }

    /** With {@code mvn test -Dreadme.update} it first puts the table there. */
    @Test
    void theReadmeHoldsTheTableOfAllSettings() throws IOException {
        var table =
                settings().stream()
                        .map(Setting::row)
                        .collect(
                                joining(
                                        "",
                                        "| setting and its variable | default | what it is |\n"
                                                + "|---|---|---|\n",
                                        ""));
        if (System.getProperty("readme.update") != null) {
            var readme = Files.readString(README);
            Files.writeString(
                    README,
                    readme.substring(0, readme.indexOf(START) + START.length())
                            + table
                            + readme.substring(readme.indexOf(END)));
        }

        assertThat(Files.readString(README)).contains(START + table + END);
    }

    @Test
    void everyKeyInTheSourcesIsASetting() throws IOException {
        assertThat(literals()).filteredOn(OURS.asMatchPredicate()).isSubsetOf(keys());
    }

    @Test
    void everySettingIsReadSomewhere() throws IOException {
        var literals = literals();

        assertThat(keys())
                .allMatch(
                        key ->
                                literals.contains(key)
                                        || literals.contains(
                                                OF_AN_ISSUER.matcher(key).replaceFirst("")));
    }

    @Test
    void everySettingIsExplained() throws IOException {
        assertThat(settings()).allMatch(setting -> setting.description().endsWith("."));
    }

    private static List<String> keys() throws IOException {
        return settings().stream().map(Setting::key).toList();
    }

    /** Local in their order, with the comments above them; a blank line ends a comment. */
    private static List<Setting> settings() throws IOException {
        var values = new Properties();
        try (var reader = Files.newBufferedReader(SETTINGS)) {
            values.load(reader);
        }
        var settings = new ArrayList<Setting>();
        var comment = new ArrayList<String>();
        for (var line : Files.readAllLines(SETTINGS)) {
            if (line.startsWith("#")) {
                comment.add(line.substring(1).strip());
            } else {
                var key = line.split("=", 2)[0];
                if (values.containsKey(key) && OURS.asMatchPredicate().test(key)) {
                    settings.add(
                            new Setting(key, values.getProperty(key), String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        assertThat(settings)
                .extracting(Setting::key)
                .containsAll(
                        values.stringPropertyNames().stream()
                                .filter(OURS.asMatchPredicate())
                                .toList());
        return settings;
    }

    private static Set<String> literals() throws IOException {
        var literals = new TreeSet<String>();
        for (var module : List.of("domain", "persistence", "sms-adapter", "api", "ear")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    LITERAL.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .forEach(literals::add);
                }
            }
        }
        return literals;
    }
}
