package org.userphone.bench;

import java.time.Duration;

/**
 * What calls have cost so far.
 *
 * @param program the time that it kept processors busy
 * @param database the same of all its processes
 * @param allocated bytes, by the program
 */
record Costs(Duration program, Duration database, long allocated, long statements, long commits) {

    static final Costs NONE = new Costs(Duration.ZERO, Duration.ZERO, 0, 0, 0);

    Costs plus(Costs other) {
        return new Costs(
                program.plus(other.program),
                database.plus(other.database),
                allocated + other.allocated,
                statements + other.statements,
                commits + other.commits);
    }

    Costs minus(Costs other) {
        return new Costs(
                program.minus(other.program),
                database.minus(other.database),
                allocated - other.allocated,
                statements - other.statements,
                commits - other.commits);
    }
}
