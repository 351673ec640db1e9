package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Searches all that a program has written for what must never be there. */
final class LogSearch {

    private static final List<String> SECRETS_AND_FAILURES =
            List.of("79123", "791 23", "Bearer ey", "SEVERE", "ERROR", "Exception");

    /** Of enough ids at random, one has the digits of a number. */
    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

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
                        .map(line -> ID.matcher(line).replaceAll("(id)"))
                        .toList();
        var unwanted = new ArrayList<>(SECRETS_AND_FAILURES);
        unwanted.addAll(codes);
        assertThat(log).anyMatch(line -> line.contains("request="));
        assertThat(log).filteredOn(line -> unwanted.stream().anyMatch(line::contains)).isEmpty();
    }
}
