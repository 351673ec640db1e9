package org.userphone.house;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents show Java callers is what the tests run, line breaks aside. */
class ReadmeExamplesTest {

    private static final Path DOCUMENT = Path.of("../docs/getting-started.md");
    private static final Path TESTS = Path.of("src/test/java/org/userphone/ear");

    /** Lines of Java without a blank one between them; imports stand among others in the tests. */
    private static final Pattern PARAGRAPH = Pattern.compile("\n\n|\n(?=import )");

    @Test
    void allJavaIsRunByATest() throws IOException {
        var tests = withoutSpace(tests());

        assertThat(blocks("java").flatMap(PARAGRAPH::splitAsStream))
                .hasSizeGreaterThan(20)
                .filteredOn(paragraph -> !tests.contains(withoutSpace(paragraph)))
                .isEmpty();
    }

    @Test
    void everySettingIsSetByATest() throws IOException {
        var tests = tests();

        assertThat(blocks("properties").flatMap(String::lines))
                .hasSize(2)
                .allMatch(line -> tests.contains(line.split("=", 2)[0] + "="));
    }

    private static Stream<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult block) -> block.group(1));
    }

    private static String tests() throws IOException {
        try (var files = Files.walk(TESTS)) {
            return files.filter(Files::isRegularFile)
                    .map(ReadmeExamplesTest::read)
                    .collect(joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
