package org.userphone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The SQL of the application is what PostgreSQL 13 to 17 and the distributed databases with its
 * language understand, and what a pooler can give any connection for: nothing outlives a
 * transaction on the connection, and nothing is locked but rows.
 */
class PortableSqlTest {

    private static final Path PERSISTENCE = Path.of("../persistence/src/main");

    /** Session state, locks that are none of rows, and what CockroachDB or YugabyteDB lack. */
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "pg_(try_)?advisory|set_config"
                            + "|\\bset\\s+(session|local|time zone|search_path|\\w+_timeout)\\b"
                            + "|\\b(listen|notify|discard|deallocate)\\s+\\w"
                            + "|\\block\\s+table\\b|\\bcreate\\s+(temp|unlogged|extension|rule)"
                            + "|\\bwith\\s+hold\\b|\\bctid\\b|\\bxmin\\b|\\bmerge\\s+into\\b"
                            + "|setSchema\\(|setTransactionIsolation\\(",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void noStatementLeavesAnythingOnItsConnectionOrLocksMoreThanRows() throws IOException {
        assertThat(files())
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        file ->
                                assertThat(Files.readString(file))
                                        .as(file.toString())
                                        .doesNotContainPattern(FORBIDDEN));
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(PERSISTENCE)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|sql)")).toList();
        }
    }
}
