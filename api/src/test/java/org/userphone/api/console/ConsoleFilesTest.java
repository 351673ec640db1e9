package org.userphone.api.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks at the pages as the browser will, whose policy lets nothing inline run. */
class ConsoleFilesTest {

    private static final Pattern INLINE =
            Pattern.compile("<style|style=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|(src|href)=\"http");
    private static final Pattern IMPORT = Pattern.compile("from \"(\\.[^\"]+)\"");

    private static final Path FOLDER = Path.of("src/main/resources/org/userphone/api/console");

    @Test
    void thePageNamesEveryFileButTheOneForOtherPages() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            var ours =
                    files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString())
                            .filter(name -> !name.endsWith(".html"))
                            .filter(name -> !name.equals(ConsoleResource.VERIFY));
            assertThat(Stream.concat(ours, ConsoleFiles.THEIRS.keySet().stream()))
                    .containsExactlyInAnyOrderElementsOf(ConsoleFiles.ALL.names());
        }
    }

    @Test
    void whatModulesImportIsThere() {
        for (var name : ConsoleFiles.ALL.names()) {
            IMPORT.matcher(new String(ConsoleFiles.content(name), UTF_8))
                    .results()
                    .map(found -> Path.of(name).resolveSibling(found.group(1)).normalize())
                    .forEach(
                            imported ->
                                    assertThat(ConsoleFiles.ALL.names())
                                            .as(name)
                                            .contains(imported.toString()));
        }
    }

    @Test
    void thePagesHaveNothingInlineAndLoadNothingForeign() {
        assertThat(ConsoleFiles.ALL.page()).doesNotContainPattern(INLINE);
        assertThat(ConsoleFiles.ALL.closed()).doesNotContainPattern(INLINE);
    }

    @Test
    void theVersionIsInEveryLink() {
        assertThat(ConsoleFiles.ALL.version()).matches("[0-9a-f]{16}");
        assertThat(ConsoleFiles.ALL.page())
                .contains("\"" + ConsoleFiles.ALL.version() + "/app.js\"")
                .doesNotContain("{version}");
        assertThat(ConsoleFiles.ALL.closed()).doesNotContain("{version}");
    }
}
