package org.userphone.bench;

import java.util.ArrayList;
import java.util.List;

/** Somebody who calls alone, while another's connection is flooded and while none is. */
final class Flood {

    private static final List<Form> FORMS = List.of(Form.GRPC, Form.JSON);

    private final Plan plan;
    private final Installation program;
    private final List<Tally> tallies = new ArrayList<>();
    private final Table table;

    Flood(Plan plan, Installation program) {
        this.plan = plan;
        this.program = program;
        this.table =
                new Table(
                        "%s, one caller, %d others on another connection"
                                .formatted(Call.SET_PHONE, plan.flood()),
                        "calls/s",
                        "p50 ms",
                        "p99 ms",
                        "errors",
                        "lost");
    }

    void run() throws InterruptedException {
        for (var form : FORMS) {
            try (var alone = form.connect(program);
                    var flooded = form.connectOnce(program)) {
                var quiet = new Tally();
                var lone = new Tally();
                var others = new Tally();
                load(alone, 1, quiet).finish();
                var flood = load(flooded, plan.flood(), others);
                load(alone, 1, lone).finish();
                flood.finish();
                add(form + ", nobody else", quiet);
                add(form + ", in the flood", lone);
                add(form + ", the flood", others);
            }
        }
    }

    private Load load(Client client, int callers, Tally tally) {
        var shift = new Load.Shift(Call.SET_PHONE, callers, plan.aside());
        return Load.start(program, client, shift, tally);
    }

    private void add(String what, Tally tally) {
        tallies.add(tally);
        table.row(
                what,
                "%.0f".formatted(tally.perSecond()),
                "%.2f".formatted(tally.percentile(50)),
                "%.2f".formatted(tally.percentile(99)),
                Long.toString(tally.errors()),
                Long.toString(tally.lost()));
        tally.wrongs().forEach((wrong, often) -> table.note(what + ": " + often + " x " + wrong));
    }

    List<Tally> tallies() {
        return tallies;
    }

    void print() {
        table.print();
    }
}
