package org.userphone.domain.user;

import com.github.f4b6a3.tsid.TsidFactory;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids: time-sorted 64-bit integers (TSID) as decimal texts. Nodes need no numbers of their
 * own: ids of the same millisecond differ in 22 random bits, and in the rare case that two are
 * equal, the primary key of the table refuses the second.
 */
public final class Ids {

    private final TsidFactory factory;

    public Ids(Clock clock, RandomGenerator random) {
        this.factory =
                TsidFactory.builder()
                        .withNodeBits(0)
                        .withClock(clock)
                        .withRandomFunction(() -> random.nextInt())
                        .build();
    }

    public String next() {
        return Long.toString(factory.create().toLong());
    }
}
