package org.userphone.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.settings.ListSettings;

/**
 * Settings are told once, in the file of their defaults; docs/settings.md and the code follow it.
 */
class SettingsTableTest {

    private static final Path DOCUMENT = Path.of("../docs/settings.md");
    private static final Path SETTINGS =
            Path.of("../domain/src/main/resources/META-INF/microprofile-config.properties");

    private static final String START = "<!-- settings -->\n";
    private static final String END = "<!-- /settings -->";

    /** A line of the file that begins a table. */
    private static final String HEADING = "## ";

    /**
     * A row of the table of what matters first: the cells that name the setting and its default.
     */
    private static final Pattern FIRST =
            Pattern.compile("(?m)^(\\| `[^|]+`<br>`[A-Z_]+` \\| [^|]*\\| )[^|]+\\|$");

    private static final String SECRET = "Secret: ListSettings does not show it.";

    /** A string that is a key, or what comes after the prefix of an issuer's keys. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-z0-9]+)*)\"");

    /** What is ours to read; the rest of the file is for the server. */
    private static final Pattern OURS = Pattern.compile("(userphone|mp\\.jwt)\\..+");

    private static final Pattern OF_AN_ISSUER =
            Pattern.compile("(mp\\.jwt\\.verify|userphone\\.issuer\\.NAME)\\.");

    private record Setting(String table, String key, String value, String description) {

        /** As MicroProfile Config maps names. */
        String variable() {
            return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }

        String firstCells() {
            var shown = value.isEmpty() ? "" : "`" + value.replace("; ", ";`<br>`") + "`";
            return "| `" + key + "`<br>`" + variable() + "` | " + shown + " | ";
        }

        String row() {
            return firstCells() + description + " |\n";
        }
    }

    /** With {@code mvn test -Dsettings.update} it first puts the tables there. */
    @Test
    void theDocumentHoldsTheTablesOfAllSettings() throws IOException {
        var tables =
                settings().stream()
                        .collect(groupingBy(Setting::table, LinkedHashMap::new, toList()))
                        .entrySet()
                        .stream()
                        .map(entry -> table(entry.getKey(), entry.getValue()))
                        .collect(joining("\n"));
        if (System.getProperty("settings.update") != null) {
            var document = Files.readString(DOCUMENT);
            Files.writeString(
                    DOCUMENT,
                    document.substring(0, document.indexOf(START) + START.length())
                            + tables
                            + document.substring(document.indexOf(END)));
        }

        assertThat(Files.readString(DOCUMENT)).contains(START + tables + END);
    }

    private static String table(String name, List<Setting> settings) {
        return settings.stream()
                .map(Setting::row)
                .collect(
                        joining(
                                "",
                                "### "
                                        + name
                                        + "\n\n| setting and its variable | default | what it is |\n"
                                        + "|---|---|---|\n",
                                ""));
    }

    @Test
    void theTenThatMatterFirstAreSettingsWithTheirDefaults() throws IOException {
        var document = Files.readString(DOCUMENT);
        var first =
                FIRST.matcher(document.substring(0, document.indexOf(START)))
                        .results()
                        .map(row -> row.group(1))
                        .toList();

        assertThat(first)
                .hasSize(10)
                .isSubsetOf(settings().stream().map(Setting::firstCells).toList());
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

    @Test
    void whatIsNotShownSaysSo() throws IOException {
        assertThat(settings())
                .filteredOn(setting -> setting.description().contains(SECRET))
                .extracting(Setting::key)
                .containsExactlyInAnyOrderElementsOf(ListSettings.SECRETS);
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
        var table = "";
        for (var line : Files.readAllLines(SETTINGS)) {
            if (line.startsWith(HEADING)) {
                table = line.substring(HEADING.length());
            } else if (line.startsWith("#")) {
                comment.add(line.substring(1).strip());
            } else {
                var key = line.split("=", 2)[0];
                if (values.containsKey(key) && OURS.asMatchPredicate().test(key)) {
                    settings.add(
                            new Setting(
                                    table,
                                    key,
                                    values.getProperty(key),
                                    String.join(" ", comment)));
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
