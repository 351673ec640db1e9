package org.userphone.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every wire form at every call with every crowd, in turns. */
final class Comparison {

    /** What is counted by itself. */
    record Row(Call call, Crowd crowd, Form form) {}

    private final Plan plan;
    private final Installation program;
    private final List<Crowd> crowds;
    private final Map<Row, Tally> tallies = new LinkedHashMap<>();

    Comparison(Plan plan, Installation program) {
        this.plan = plan;
        this.program = program;
        this.crowds = crowds(plan);
    }

    private static List<Crowd> crowds(Plan plan) {
        return Stream.concat(
                        plan.callers().stream().map(callers -> new Crowd(callers, false)),
                        Stream.of(new Crowd(plan.streams(), true)))
                .filter(crowd -> crowd.callers() > 0)
                .toList();
    }

    void run() throws InterruptedException {
        warmUp();
        for (int round = 1; round <= plan.rounds(); round++) {
            System.out.println("round " + round + " of " + plan.rounds());
            for (var crowd : crowds) {
                for (var call : plan.calls()) {
                    for (var form : Form.values()) {
                        var tally =
                                tallies.computeIfAbsent(
                                        new Row(call, crowd, form), row -> new Tally());
                        load(call, crowd, form, plan.stretch(call), tally);
                    }
                }
            }
        }
    }

    /** Both compilers, of the program and of this one, have seen it all before it counts. */
    private void warmUp() throws InterruptedException {
        var crowd = new Crowd(32, false);
        for (var call : plan.calls()) {
            for (var form : Form.values()) {
                load(call, crowd, form, plan.warmUp(), new Tally());
            }
        }
    }

    private void load(Call call, Crowd crowd, Form form, Duration time, Tally tally)
            throws InterruptedException {
        try (var client = crowd.connect(form, program)) {
            var shift = new Load.Shift(call, crowd.callers(), time);
            Load.start(program, client, shift, tally).finish();
        }
    }

    Collection<Tally> tallies() {
        return tallies.values();
    }

    /** Prints a table for each call and crowd. */
    void print() {
        for (var crowd : crowds) {
            for (var call : plan.calls()) {
                var table =
                        new Table(
                                call + ", " + crowd,
                                "calls/s",
                                "to JSON",
                                "to floor",
                                "p50 ms",
                                "p99 ms",
                                "CPU us",
                                "errors",
                                "lost");
                for (var form : Form.values()) {
                    add(table, call, crowd, form);
                }
                table.print();
            }
        }
    }

    private void add(Table table, Call call, Crowd crowd, Form form) {
        var tally = tallies.get(new Row(call, crowd, form));
        table.row(
                form.toString(),
                "%.0f".formatted(tally.perSecond()),
                ratio(tally, tallies.get(new Row(call, crowd, Form.JSON))),
                ratio(tally, tallies.get(new Row(Call.NO_TOKEN, crowd, form))),
                "%.2f".formatted(tally.percentile(50)),
                "%.2f".formatted(tally.percentile(99)),
                "%.0f".formatted(tally.cpuPerCall()),
                Long.toString(tally.errors()),
                Long.toString(tally.lost()));
        tally.wrongs().forEach((what, often) -> table.note(form + ": " + often + " x " + what));
    }

    private static String ratio(Tally tally, Tally other) {
        return other == null ? "" : "%.2f".formatted(tally.perSecond() / other.perSecond());
    }
}
