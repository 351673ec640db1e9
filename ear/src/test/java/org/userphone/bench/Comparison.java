package org.userphone.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every form at every call with every number of clients and of nodes, and the floor beside them, in
 * turns.
 */
final class Comparison {

    /** Percent of a core that the compilers have while there is still much for them to do. */
    static final int COLD = 5;

    /** More than are proved in the longest turn. */
    private static final int CODES_PER_SECOND = 4000;

    /** How long the program may take to deliver SMS that it has promised; then they are lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is counted by itself. */
    record Row(People people, int clients, Call call, Form form, int nodes) {}

    /** What was seen at full speed, and at a share of it. */
    record Pair(Tally rush, Tally pace) {
        Pair() {
            this(new Tally(), new Tally());
        }
    }

    private final Plan plan;
    private final Installation program;
    private final Map<Row, Pair> seen = new LinkedHashMap<>();

    Comparison(Plan plan, Installation program) {
        this.plan = plan;
        this.program = program;
    }

    void run() throws Exception {
        boolean cold = true;
        for (int users : plan.users()) {
            var people = program.people(users);
            if (cold) {
                warmUp(people);
                cold = false;
            }
            measure(people, plan.clients(), plan.calls());
        }
        if (plan.events() > 0) {
            var repeated = plan.calls().stream().filter(Call::repeats).toList();
            measure(program.oldUser(plan.events()), List.of(1), repeated);
        }
    }

    /**
     * What is measured is what the compilers made of it, and not their own work. First each node
     * has one client, so that the compilers have a core for themselves: among many clients they
     * would come to it as seldom as each of these, and take minutes. Under a crowd the program goes
     * ways that it does not go for one client; they come last.
     */
    private void warmUp(People people) throws Exception {
        int pass = 1;
        while (pass <= plan.passes() && warm(people, plan.mostNodes()) >= COLD) {
            pass++;
        }
        warm(people, Collections.max(plan.clients()));
    }

    /** Percent of a core that the compilers had meanwhile. */
    private long warm(People people, int clients) throws Exception {
        long share = program.compilersShare(() -> callAll(people, clients));
        System.out.printf("warm-up, %d: the compilers had %d %% of a core%n", clients, share);
        return share;
    }

    private void callAll(People people, int clients) throws Exception {
        for (var call : plan.calls()) {
            for (var form : formsOf(call)) {
                try (var client = form.connect(program, plan.mostNodes(), clients)) {
                    var shift = new Load.Shift(call, people, clients, plan.warmUp(), 0);
                    load(shift, client, new Tally());
                }
            }
        }
    }

    private void measure(People people, List<Integer> crowds, List<Call> calls) throws Exception {
        for (int round = 0; round < plan.rounds(); round++) {
            for (int clients : crowds) {
                for (var call : calls) {
                    for (var form : formsOf(call)) {
                        for (int nodes : nodesOf(form, clients)) {
                            measure(new Row(people, clients, call, form, nodes));
                        }
                    }
                }
            }
        }
    }

    private List<Form> formsOf(Call call) {
        return plan.forms().stream().filter(form -> form != Form.JDBC || call.hasWork()).toList();
    }

    /** The floor knows no nodes; and each has a client at least. */
    private List<Integer> nodesOf(Form form, int clients) {
        return form == Form.JDBC
                ? List.of(1)
                : plan.nodes().stream().filter(nodes -> nodes <= clients).toList();
    }

    private void measure(Row row) throws Exception {
        var pair = seen.computeIfAbsent(row, key -> new Pair());
        try (var client = row.form().connect(program, row.nodes(), row.clients())) {
            var rush = plan.rush().dividedBy(plan.rounds());
            load(shift(row, rush, 0), client, pair.rush());
            double rate = pair.rush().perSecond() * plan.share() / 100;
            load(shift(row, plan.pace().dividedBy(plan.rounds()), rate), client, pair.pace());
            System.out.printf("%s: %.0f/s%n", figures(row, pair).key(), pair.rush().perSecond());
        }
    }

    private static Load.Shift shift(Row row, Duration time, double perSecond) {
        return new Load.Shift(row.call(), row.people(), row.clients(), time, perSecond);
    }

    private void load(Load.Shift shift, Client client, Tally tally)
            throws InterruptedException, SQLException {
        if (shift.call().takesCodes()) {
            try (var connection = program.connection()) {
                int limit = (int) (CODES_PER_SECOND * shift.time().toMillis() / 1000) + 1;
                shift.people().giveCodes(connection, limit);
            }
        }
        Load.run(shift, client, program, tally);
        if (shift.call() == Call.SET_SEND) {
            deliver(tally);
        }
    }

    /** Until the last SMS has been delivered, which the sets cost, too. */
    private void deliver(Tally tally) throws InterruptedException, SQLException {
        var spent = program.meter().read();
        long begin = System.nanoTime();
        long left = program.awaitDelivery(PATIENCE);
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        tally.add(elapsed, program.meter().read().minus(spent), left);
        program.forgetSms();
    }

    List<Figures> figures() {
        return seen.entrySet().stream().map(e -> figures(e.getKey(), e.getValue())).toList();
    }

    private Figures figures(Row row, Pair pair) {
        return Figures.of(
                row,
                pair,
                row.form() == Form.JDBC ? 0 : rate(row, row.call(), Form.JDBC),
                rate(row, Call.TOKEN, row.form()));
    }

    private double rate(Row row, Call call, Form form) {
        int nodes = form == Form.JDBC ? 1 : row.nodes();
        var other = seen.get(new Row(row.people(), row.clients(), call, form, nodes));
        return other == null ? 0 : other.rush().perSecond();
    }

    /** All users that there are. */
    People all() throws Exception {
        return program.people(Collections.max(plan.users()));
    }

    /** How often what went wrong, if something did. */
    List<String> wrongs() {
        return seen.entrySet().stream()
                .flatMap(
                        entry ->
                                java.util.stream.Stream.of(
                                                entry.getValue().rush(), entry.getValue().pace())
                                        .flatMap(tally -> tally.wrongs().entrySet().stream())
                                        .map(
                                                wrong ->
                                                        entry.getKey().call()
                                                                + ", "
                                                                + entry.getKey().form()
                                                                + ": "
                                                                + wrong.getValue()
                                                                + " x "
                                                                + wrong.getKey()))
                .toList();
    }
}
