package org.userphone.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came of the calls of one kind. Clients count at the same time. */
final class Tally {

    /** From a microsecond to a minute, to three digits. */
    private static final long MAX_NANOS = SECONDS.toNanos(60);

    private static final int DIGITS = 3;

    private final Histogram times = new Histogram(1000, MAX_NANOS, DIGITS);
    private final Histogram answers = new Histogram(1000, MAX_NANOS, DIGITS);
    private final Map<String, Integer> errors = new TreeMap<>();
    private long refused;
    private long lost;
    private Duration elapsed = Duration.ZERO;
    private Costs costs = Costs.NONE;

    synchronized void right(long nanos) {
        right(nanos, nanos);
    }

    /**
     * @param sinceDue nanoseconds
     * @param sinceSent nanoseconds, fewer for a call that its client came to late
     */
    synchronized void right(long sinceDue, long sinceSent) {
        times.recordValue(bounded(sinceDue));
        answers.recordValue(bounded(sinceSent));
    }

    private static long bounded(long nanos) {
        return Math.max(0, Math.min(nanos, MAX_NANOS));
    }

    /** There was no room for the call, and it was said so. */
    synchronized void refused() {
        refused++;
    }

    /**
     * @param what went wrong
     */
    synchronized void wrong(String what) {
        errors.merge(what, 1, Integer::sum);
    }

    /** Adds a stretch of time in which these calls were made. */
    synchronized void add(Duration stretch, Costs spent, long lostAnswers) {
        elapsed = elapsed.plus(stretch);
        costs = costs.plus(spent);
        lost += lostAnswers;
    }

    /** How many right answers there were. */
    synchronized long count() {
        return times.getTotalCount();
    }

    synchronized double perSecond() {
        return (double) count() * SECONDS.toNanos(1) / elapsed.toNanos();
    }

    /** In milliseconds, what so many percent of the right answers took at most. */
    synchronized double percentile(double percent) {
        return times.getValueAtPercentile(percent) / 1e6;
    }

    /** As above, from when the call was sent and not from when it was due. */
    synchronized double percentileSinceSent(double percent) {
        return answers.getValueAtPercentile(percent) / 1e6;
    }

    synchronized Costs costs() {
        return costs;
    }

    /** Wrong answers, and those that never came. */
    synchronized long errors() {
        return lost + errors.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Calls that were not answered as they should where there is no overload. */
    synchronized long failed() {
        return errors() + refused;
    }

    /** How many calls there was no room for. */
    synchronized long countRefused() {
        return refused;
    }

    /** How often what went wrong. */
    synchronized Map<String, Integer> wrongs() {
        return new TreeMap<>(errors);
    }
}
