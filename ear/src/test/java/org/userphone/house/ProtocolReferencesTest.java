package org.userphone.house;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources say of the protocol can be looked up: every section they name is there. */
class ProtocolReferencesTest {

    private static final Path PROTOCOL = Path.of("../docs/protocol.md");
    private static final List<String> MODULES =
            List.of("domain", "persistence", "sms-adapter", "api", "ear");

    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(java|proto|properties|sql|js|html|md)");

    /** What npm installs among the tests is not ours. */
    private static final String INSTALLED = "node_modules";

    private static final String NUMBER = "\\d+(?:\\.\\d+)*";
    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,4} (" + NUMBER + ")\\.? ");

    /** One number after {@code section}, a list of them after {@code sections}. */
    private static final String NUMBERS =
            "section(?: " + NUMBER + "|s " + NUMBER + "(?:(?:, and|,| and) " + NUMBER + ")*)";

    private static final Pattern REFERENCE = Pattern.compile("(?i)\\bprotocol " + NUMBERS);
    private static final Pattern WITHIN = Pattern.compile(NUMBERS);

    private static final Pattern WITHOUT_NUMBER =
            Pattern.compile("(?i)\\bprotocol sections?\\b(?! \\d)");

    /** A section of a document that is not in the repository. */
    private static final Pattern OUTSIDE =
            Pattern.compile("(?i)\\bspec(?:ification)?(?:'s)?[\\s,(]+sections?\\b");

    /** Fewer references mean that the patterns find none any more. */
    private static final int PLAUSIBLE = 50;

    /** A line break, with the sign that begins the next line of a comment. */
    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*(?:\\*|//|#|--)?\\s*");

    /** A piece of a source that names sections, and the sections. */
    private record Reference(Path source, String text, List<String> sections) {}

    @Test
    void everySectionThatTheSourcesNameIsThere() throws IOException {
        assertResolved(references(REFERENCE, sources()));
    }

    @Test
    void everySectionThatTheProtocolPointsToIsThere() throws IOException {
        assertResolved(references(WITHIN, List.of(PROTOCOL)));
    }

    private static void assertResolved(List<Reference> references) throws IOException {
        var sections = sections();

        assertThat(references)
                .hasSizeGreaterThan(PLAUSIBLE)
                .filteredOn(reference -> !sections.containsAll(reference.sections()))
                .isEmpty();
    }

    @Test
    void noReferenceLacksItsNumber() throws IOException {
        assertThat(references(WITHOUT_NUMBER, sources())).isEmpty();
    }

    @Test
    void noSourceRefersToADocumentThatIsNotHere() throws IOException {
        assertThat(references(OUTSIDE, sources())).isEmpty();
    }

    @Test
    void noTwoHeadingsOfTheProtocolHaveTheSameNumber() throws IOException {
        assertThat(HEADING.matcher(Files.readString(PROTOCOL)).results().count())
                .isEqualTo(sections().size());
    }

    private static Set<String> sections() throws IOException {
        return HEADING.matcher(Files.readString(PROTOCOL))
                .results()
                .map((MatchResult heading) -> heading.group(1))
                .collect(toSet());
    }

    private static List<Reference> references(Pattern pattern, List<Path> sources)
            throws IOException {
        var references = new ArrayList<Reference>();
        for (var source : sources) {
            var text = BREAK.matcher(Files.readString(source)).replaceAll(" ");
            pattern.matcher(text)
                    .results()
                    .map(found -> new Reference(source, found.group(), numbers(found)))
                    .forEach(references::add);
        }
        return references;
    }

    private static List<String> numbers(MatchResult found) {
        return Pattern.compile(NUMBER)
                .matcher(found.group())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<>(List.of(Path.of("../README.md")));
        sources.addAll(sources(PROTOCOL.getParent()));
        for (var module : MODULES) {
            for (var part : List.of("main", "test")) {
                var folder = Path.of("..", module, "src", part);
                if (Files.exists(folder)) {
                    sources.addAll(sources(folder));
                }
            }
        }
        return sources;
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> SOURCE.matcher(file.toString()).matches())
                    .filter(file -> !file.toString().contains(INSTALLED))
                    .toList();
        }
    }
}
