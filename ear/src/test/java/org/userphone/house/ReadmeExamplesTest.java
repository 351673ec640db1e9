package org.userphone.house;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows Java callers is what the tests run, line breaks aside. */
class ReadmeExamplesTest {

    private static final Path README = Path.of("../README.md");
    private static final Path TESTS = Path.of("src/test/java/org/userphone/ear");
    private static final Pattern SECTION = Pattern.compile("(?s)\n## From Java\n(.*?)\n## ");

    @Test
    void everyLineOfJavaIsRunByATest() throws IOException {
        var tests = withoutSpace(tests());

        assertThat(lines("java"))
                .hasSize(6)
                .allSatisfy(line -> assertThat(tests).contains(withoutSpace(line)));
    }

    @Test
    void everySettingIsSetByATest() throws IOException {
        var tests = tests();

        assertThat(lines("properties"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(tests).contains(line.split("=", 2)[0] + "="));
    }

    private static List<String> lines(String language) throws IOException {
        var section = SECTION.matcher(Files.readString(README)).results().findFirst().orElseThrow();
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(section.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .toList();
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
