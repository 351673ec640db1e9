package org.userphone.bench;

import java.time.Duration;
import java.time.Instant;

/** What answers calls, and what that costs it. */
interface Server {

    /** What is done meanwhile. */
    interface Work {
        void run() throws Exception;
    }

    /** Of somebody who may do everything. */
    String token();

    /** Reads what it and its database cost. */
    Meter meter();

    /** Percent of a core that its compilers had during some work. */
    default long compilersShare(Work work) throws Exception {
        var begin = Instant.now();
        var compiled = meter().compiling();
        work.run();
        var busy = meter().compiling().minus(compiled);
        return 100 * busy.toMillis() / Duration.between(begin, Instant.now()).toMillis();
    }
}
