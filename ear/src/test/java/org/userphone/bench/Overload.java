package org.userphone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three times as many calls as can be answered, and what is left of the program then. */
final class Overload {

    private static final Call CALL = Call.SET_RETURN;
    private static final int CLIENTS = 16;

    /** More than the program lets in, so that calls come when they are due and not later. */
    private static final int CROWD = 500;

    private static final int TIMES = 3;
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    /**
     * What came of it.
     *
     * @param best right answers a second, as fast as 16 clients can
     * @param during right answers a second, while three times as many calls come
     * @param refused of these calls, in percent
     * @param p99 milliseconds to a right answer meanwhile, from when the call was due: a client who
     *     waits for an answer comes late to all the calls that were due meanwhile
     * @param answer the same from when the call was sent
     * @param afterwards right answers a second, in the first second after it
     */
    record Figures(
            String form,
            double best,
            double during,
            double refused,
            double p99,
            double answer,
            double afterwards,
            long errors) {

        @Override
        public String toString() {
            return "%-18s%9.0f%9.0f (%.0f %%)%9.0f %%%9.0f ms%9.0f ms%9.0f (%.0f %%)%9d"
                    .formatted(
                            form,
                            best,
                            during,
                            100 * during / best,
                            refused,
                            p99,
                            answer,
                            afterwards,
                            100 * afterwards / best,
                            errors);
        }
    }

    private final Installation program;
    private final People people;

    Overload(Installation program, People people) {
        this.program = program;
        this.people = people;
    }

    /** Over each of these forms. */
    List<Figures> run(List<Form> forms, Duration time) throws Exception {
        var all = new ArrayList<Figures>();
        for (var form : forms) {
            load(form, CROWD, time, 0); // to say no takes code, too, that is to be warm
            var best = load(form, CLIENTS, time, 0);
            var during = load(form, CROWD, time, TIMES * best.perSecond());
            var afterwards = load(form, CLIENTS, AFTERWARDS, 0);
            all.add(
                    new Figures(
                            form.toString(),
                            best.perSecond(),
                            during.perSecond(),
                            100.0
                                    * during.countRefused()
                                    / (during.countRefused() + during.count()),
                            during.percentile(99),
                            during.percentileSinceSent(99),
                            afterwards.perSecond(),
                            best.failed() + during.errors() + afterwards.failed()));
        }
        return all;
    }

    private Tally load(Form form, int clients, Duration time, double perSecond)
            throws InterruptedException {
        var tally = new Tally();
        try (var client = form.connect(program, clients)) {
            Load.run(
                    new Load.Shift(CALL, people, clients, time, perSecond), client, program, tally);
        }
        return tally;
    }
}
