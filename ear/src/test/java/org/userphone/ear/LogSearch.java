package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** Searches all that a program has written for what must never be there. */
final class LogSearch {

    private LogSearch() {}

    /** No number that the tests set, whole or in its last digits, and no failure. */
    static void assertClean(Program program) {
        assertClean(program, List.of());
    }

    /**
     * @param codes verification codes that were made
     */
    static void assertClean(Program program, List<String> codes) {
        // The requests to paste hold a number and a token; they are no log.
        var log =
                (program.out() + program.err())
                        .lines()
                        .filter(line -> !line.startsWith("curl "))
                        .collect(Collectors.joining("\n"));
        assertThat(log)
                .contains("request=")
                .doesNotContain("79123", "791 23", "Bearer ey", "SEVERE", "ERROR", "Exception");
        assertThat(codes).allSatisfy(code -> assertThat(log).doesNotContain(code));
    }
}
