package org.userphone.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of the code is there. */
class DocumentedNamesTest {

    private static final Path DOCUMENTS = Path.of("../docs");
    private static final Path SOURCES = Path.of("../api/src/main/java");
    private static final Path SETTINGS =
            Path.of("../domain/src/main/resources/META-INF/microprofile-config.properties");

    /** Between backticks, and no beginning of several keys. */
    private static final Pattern KEY =
            Pattern.compile("`((?:userphone|mp\\.jwt)(?:\\.[A-Za-z]+)+)(?:=[^`]*)?`");

    private static final Pattern VARIABLE = Pattern.compile("\\b((?:USERPHONE|MP_JWT)_[A-Z_]+)\\b");

    /** What a token is refused with, as the log has it; what comes before is told by an example. */
    private static final Pattern REFUSED =
            Pattern.compile("\\bbecause\\(\\s*\"[A-Z_]+\",\\s*(?:\\w+ \\+ )?\"([^\"]+)\"\\)");

    /** A class of tests, perhaps with one of its methods. */
    private static final Pattern TEST =
            Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

    /** A row of a table that is neither its head nor the line below the head. */
    private static final Pattern PROMISE = Pattern.compile("^\\| (?!(?:promise|section) \\|)");

    private static final Pattern WITHOUT_TEST = Pattern.compile("\\b(?:open: |not ours, because )");

    @ParameterizedTest
    @ValueSource(strings = {"connect.md", "errors.md", "security.md"})
    void everySettingThatIsNamedExists(String document) throws IOException {
        var text = Files.readString(DOCUMENTS.resolve(document));
        var keys = keys();

        assertThat(matches(KEY, text)).isNotEmpty().isSubsetOf(keys);
        assertThat(matches(VARIABLE, text).map(DocumentedNamesTest::ofAnyIssuer))
                .isSubsetOf(
                        keys.stream()
                                .map(key -> key.replace('.', '_').toUpperCase(Locale.ROOT))
                                .toList());
    }

    @Test
    void everyReasonForRefusingATokenIsExplained() throws IOException {
        var document = Files.readString(DOCUMENTS.resolve("connect.md"));

        assertThat(sources().flatMap(source -> matches(REFUSED, source)))
                .hasSizeGreaterThan(15)
                .allSatisfy(reason -> assertThat(document).contains(reason + "`"));
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var tests = new HashMap<String, String>();
        for (var module : List.of("domain", "persistence", "sms-adapter", "api", "ear")) {
            for (var file : files(Path.of("..", module, "src/test/java"), ".java")) {
                var name = file.getFileName().toString().replace(".java", "");
                tests.merge(name, Files.readString(file), String::concat);
            }
        }
        var documents = files(DOCUMENTS, ".md");
        documents.add(Path.of("../CONTRIBUTING.md"));

        for (var document : documents) {
            assertThat(TEST.matcher(Files.readString(document)).results())
                    .as(document.toString())
                    .allSatisfy(
                            (MatchResult named) ->
                                    assertThat(tests.getOrDefault(named.group(1), ""))
                                            .contains(
                                                    named.group(2) == null
                                                            ? named.group(1)
                                                            : "void " + named.group(2) + "("));
        }
    }

    /**
     * A row of the document on security that names no test would be a promise that nobody holds.
     */
    @Test
    void everyPromiseOfSecurityNamesItsTestOrSaysWhyThereIsNone() throws IOException {
        var document = Files.readString(DOCUMENTS.resolve("security.md"));

        assertThat(document.lines().filter(line -> PROMISE.matcher(line).find()))
                .hasSizeGreaterThan(100)
                .allMatch(DocumentedNamesTest::isHeldOrSaysWhyNot);
    }

    @Test
    void everyReportOfTheFieldNamesItsTest() throws IOException {
        var document = Files.readString(DOCUMENTS.resolve("compatibility.md"));

        assertThat(document.lines().filter(line -> line.startsWith("| [")))
                .hasSizeGreaterThanOrEqualTo(100)
                .allMatch(row -> TEST.matcher(row).find());
    }

    private static boolean isHeldOrSaysWhyNot(String row) {
        boolean claims = row.contains("| met");
        return TEST.matcher(row).find() || (!claims && WITHOUT_TEST.matcher(row).find());
    }

    private static String ofAnyIssuer(String variable) {
        return variable.replaceFirst("_ISSUER_(DEFAULT|PARTNER)_", "_ISSUER_NAME_");
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static Set<String> keys() throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(SETTINGS)) {
            settings.load(reader);
        }
        return settings.stringPropertyNames();
    }

    private static Stream<String> sources() throws IOException {
        var texts = Stream.<String>builder();
        for (var file : files(SOURCES, ".java")) {
            texts.add(Files.readString(file));
        }
        return texts.build();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .collect(toCollection(ArrayList::new));
        }
    }
}
