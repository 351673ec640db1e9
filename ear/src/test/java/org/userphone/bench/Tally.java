package org.userphone.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came of the calls of one kind. Callers count at the same time. */
final class Tally {

    /** From a microsecond to a minute, to three digits. */
    private static final long LONGEST = SECONDS.toNanos(60);

    private static final int DIGITS = 3;

    private final Histogram times = new Histogram(1000, LONGEST, DIGITS);
    private final Map<String, Integer> errors = new TreeMap<>();
    private long lost;
    private Duration elapsed = Duration.ZERO;
    private Duration cpu = Duration.ZERO;

    synchronized void right(long nanos) {
        times.recordValue(Math.min(nanos, LONGEST));
    }

    /**
     * @param what went wrong
     */
    synchronized void wrong(String what) {
        errors.merge(what, 1, Integer::sum);
    }

    /** Adds a stretch of time in which these calls were made. */
    synchronized void add(Duration stretch, Duration busy, long lostAnswers) {
        elapsed = elapsed.plus(stretch);
        cpu = cpu.plus(busy);
        lost += lostAnswers;
    }

    synchronized double perSecond() {
        return (double) times.getTotalCount() * SECONDS.toNanos(1) / elapsed.toNanos();
    }

    /** In milliseconds, what so many percent of the right answers took at most. */
    synchronized double percentile(double percent) {
        return times.getValueAtPercentile(percent) / 1e6;
    }

    /** In microseconds, how long a call kept the program's processors busy. */
    synchronized double cpuPerCall() {
        return cpu.toNanos() / 1e3 / times.getTotalCount();
    }

    synchronized long errors() {
        return errors.values().stream().mapToLong(Integer::longValue).sum();
    }

    synchronized long lost() {
        return lost;
    }

    /** How often what went wrong. */
    synchronized Map<String, Integer> wrongs() {
        return new TreeMap<>(errors);
    }

    synchronized boolean isClean() {
        return errors.isEmpty() && lost == 0;
    }
}
