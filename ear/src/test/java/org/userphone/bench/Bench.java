package org.userphone.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Measures the packaged program, prints what it saw, and fails if one answer was wrong or lost. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException {
        System.exit(isClean(Plan.read()) ? 0 : 1);
    }

    private static boolean isClean(Plan plan)
            throws IOException, InterruptedException, SQLException {
        try (var program = Installation.start(plan.users())) {
            System.out.printf(
                    "Java %s, %d cores for the program, this client and the database%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors());
            System.out.printf("%s, %s%n", System.getProperty("bench.versions"), program.database());
            System.out.println(plan);
            var comparison = new Comparison(plan, program);
            comparison.run();
            comparison.print();
            var flood = new Flood(plan, program);
            if (plan.flood() > 0) {
                flood.run();
                flood.print();
            }
            return Stream.concat(comparison.tallies().stream(), flood.tallies().stream())
                    .allMatch(Tally::isClean);
        }
    }
}
