package org.userphone.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the packaged program, prints and keeps what it saw, says what has changed since the last
 * run that was kept, and fails if one answer was wrong or lost, or an attack succeeded.
 */
public final class Bench {

    private static final Duration OVERLOAD = Duration.ofSeconds(5);

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var plan = Plan.read();
        var last = Results.read(plan.last());
        var scale = new StringBuilder();
        var results = measure(plan, scale);
        var text =
                new Table(results.figures())
                        + Growth.of(results.figures())
                        + Table.of(results.overload())
                        + Table.ofAttacks(results.attacks())
                        + scale;
        System.out.print(text);
        results.write(plan.folder().resolve("results.json"));
        Files.writeString(plan.folder().resolve("results.txt"), text);
        Files.writeString(plan.folder().resolve("results.svg"), Plot.of(results.figures()));
        last.ifPresent(before -> compare(before, results));
        System.exit(results.errors() == 0 ? 0 : 1);
    }

    private static Results measure(Plan plan, StringBuilder scale) throws Exception {
        try (var program = Installation.start(plan.mostNodes())) {
            System.out.println(plan);
            program.liveOn(plan.history());
            var comparison = new Comparison(plan, program);
            comparison.run();
            comparison.wrongs().forEach(System.out::println);
            var figures = new ArrayList<>(comparison.figures());
            var people = program.people(plan.users().get(0));
            scale.append(new Scale(program, comparison.all()).run(plan.rates()));
            scale.append(new Imports(program).run(plan.imports()));
            figures.addAll(new Sms(program).run(plan.sms()));
            long resident = program.meter().residentMebibytes();
            var overload = new Overload(program, people).run(plan.overload(), OVERLOAD);
            long overloaded = program.meter().residentMebibytes();
            var attacks = new Attacks(program).run(plan.attacks());
            var results =
                    new Results(
                            Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                            Runtime.version() + ", " + System.getProperty("bench.versions"),
                            Runtime.getRuntime().availableProcessors(),
                            program.database(),
                            plan.toString(),
                            program.howItStarted(),
                            resident,
                            overloaded,
                            figures,
                            overload,
                            attacks);
            System.out.printf(
                    "Java %s, %d cores for the program, its clients and the database%n%s%n",
                    results.java(), results.cores(), results.database());
            System.out.printf(
                    "first answer after %.1f s and %.1f s of CPU,"
                            + " %d MiB resident under load, %d after overload%n",
                    results.start().seconds(),
                    results.start().cpuSeconds(),
                    results.residentMebibytes(),
                    results.overloadedMebibytes());
            return results;
        }
    }

    private static void compare(Results before, Results now) {
        List<Ratios.Change> changes = Ratios.changes(before.figures(), now.figures());
        System.out.printf(
                "%nSince %s %s%n",
                before.at(), changes.isEmpty() ? "nothing has changed." : "this has changed:");
        changes.forEach(System.out::println);
    }
}
