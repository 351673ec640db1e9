package org.userphone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.userphone.ear.Attack;
import org.userphone.ear.Bystander;
import org.userphone.ear.Footprint;

/** Attacks from one client address, and what somebody at another one gets meanwhile. */
final class Attacks {

    private static final double MIN_GOOD_PERCENT = 99;
    private static final double MAX_P99_MILLIS = 1000;
    private static final Duration ONCE = Duration.ofSeconds(2);

    /**
     * What came of one.
     *
     * @param seen by somebody else meanwhile
     * @param before what the program held
     * @param after the same, when it was back where it was or had not come back for two minutes
     */
    record Figures(String attack, List<Bystander.Seen> seen, Footprint before, Footprint after) {

        /** Whether others were kept from their answers, or something stays behind. */
        boolean succeeded() {
            return !after.isBackAt(before)
                    || seen.stream()
                            .anyMatch(
                                    one ->
                                            one.goodPercent() < MIN_GOOD_PERCENT
                                                    || one.p99() >= MAX_P99_MILLIS);
        }

        @Override
        public String toString() {
            var text = new StringBuilder("%-40s".formatted(attack));
            seen.forEach(
                    one -> text.append("%9.1f %%%6.0f ms".formatted(one.goodPercent(), one.p99())));
            return text.append(
                            "%7d -> %3d%7d -> %3d%8d -> %3d MiB"
                                    .formatted(
                                            before.threads(),
                                            after.threads(),
                                            before.descriptors(),
                                            after.descriptors(),
                                            before.heapMebibytes(),
                                            after.heapMebibytes()))
                    .append(succeeded() ? "  SUCCEEDED" : "")
                    .toString();
        }
    }

    private final Installation program;

    Attacks(Installation program) {
        this.program = program;
    }

    /** Each of them for that long; none if that is zero. */
    List<Figures> run(Duration time) throws Exception {
        var all = new ArrayList<Figures>();
        if (time.isZero()) {
            return all;
        }
        try (var meter = program.footprint()) {
            for (var attack : Attack.values()) {
                var untouched = meter.read();
                attack.on(program.target(), ONCE); // fills what is kept for the next ones
                var before = meter.readOnceBackAt(untouched);
                var outcome = attack.on(program.target(), time);
                var after = meter.readOnceBackAt(before);
                var figures = new Figures(attack.toString(), outcome.seen(), before, after);
                System.out.println(figures);
                all.add(figures);
            }
        }
        return all;
    }
}
