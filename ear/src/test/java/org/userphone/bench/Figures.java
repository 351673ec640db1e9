package org.userphone.bench;

/**
 * What was seen of one call over one form; 0 where there is nothing to see.
 *
 * @param nodes processes of the program that the clients are spread over; 0 in results from before
 *     they were counted
 * @param perSecond right answers, when all clients call as fast as they can
 * @param toFloor that, as a share of what bare JDBC does
 * @param toToken that, as a share of what is answered when only the token is checked
 * @param p50 milliseconds from when a call was due, at a share of that rate
 * @param programMillis of processors, for one call
 * @param databaseMillis the same
 * @param allocatedKib by the program, for one call
 */
record Figures(
        String people,
        int clients,
        String call,
        String form,
        int nodes,
        double perSecond,
        double toFloor,
        double toToken,
        double p50,
        double p95,
        double p99,
        double programMillis,
        double databaseMillis,
        double statements,
        double commits,
        double allocatedKib,
        long errors) {

    /** What these are the figures of, the same in every run. */
    String key() {
        return "%s, %s, %d clients, %s".formatted(call, formOverNodes(), clients, people);
    }

    /** The form, and how many nodes if it is more than one. */
    String formOverNodes() {
        return nodes > 1 ? "%s, %d nodes".formatted(form, nodes) : form;
    }

    static Figures of(Comparison.Row row, Comparison.Pair seen, double floor, double tokenOnly) {
        return of(
                row.people().toString(),
                row.clients(),
                row.call().toString(),
                row.form().toString(),
                row.nodes(),
                seen.rush(),
                seen.pace(),
                floor,
                tokenOnly);
    }

    /**
     * @param rush at full speed, and what that cost
     * @param pace what is timed
     * @param floor calls per second, 0 for none
     */
    static Figures of(
            String people,
            int clients,
            String call,
            String form,
            int nodes,
            Tally rush,
            Tally pace,
            double floor,
            double tokenOnly) {
        var costs = rush.costs();
        double calls = Math.max(1, rush.count());
        boolean isProgram = !form.equals(Form.JDBC.toString());
        return new Figures(
                people,
                clients,
                call,
                form,
                nodes,
                round(rush.perSecond()),
                share(rush.perSecond(), floor),
                share(rush.perSecond(), tokenOnly),
                round(pace.percentile(50)),
                round(pace.percentile(95)),
                round(pace.percentile(99)),
                isProgram ? round(costs.program().toNanos() / 1e6 / calls) : 0,
                round(costs.database().toNanos() / 1e6 / calls),
                round(costs.statements() / calls),
                round(costs.commits() / calls),
                isProgram ? round(costs.allocated() / 1024.0 / calls) : 0,
                rush.failed() + pace.failed());
    }

    private static double share(double rate, double of) {
        return of == 0 ? 0 : round(rate / of);
    }

    private static double round(double number) {
        return Math.round(number * 1000) / 1000.0;
    }
}
