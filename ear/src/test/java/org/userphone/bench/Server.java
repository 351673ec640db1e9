package org.userphone.bench;

import java.io.IOException;
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

    Costs costs();

    /** What the compilers of its JVM have cost by now. */
    Duration compiling() throws IOException;

    /** What it has of the memory. */
    long residentMebibytes() throws IOException;

    /** Percent of a core that its compilers had during some work. */
    default long compilersShare(Work work) throws Exception {
        var begin = Instant.now();
        var compiled = compiling();
        work.run();
        var busy = compiling().minus(compiled);
        return 100 * busy.toMillis() / Duration.between(begin, Instant.now()).toMillis();
    }
}
