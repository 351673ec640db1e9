package org.userphone.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run does, by system properties; the profile {@code bench} has their defaults.
 *
 * @param calls what is measured, in this order
 * @param time how long each form makes the first of these calls, for each number of callers
 * @param aside how long it makes each of the others
 * @param rounds into how many pieces these times are cut: the forms take turns, so that a machine
 *     that gets slower or faster is so for all of them
 * @param warmUp how long each form makes each call before it counts
 * @param callers numbers of callers that call at once, over as many connections as they like
 * @param streams the number of callers that share one connection
 * @param flood the number of callers on one connection while somebody else calls on another
 * @param users how many there are
 */
record Plan(
        List<Call> calls,
        Duration time,
        Duration aside,
        int rounds,
        Duration warmUp,
        List<Integer> callers,
        int streams,
        int flood,
        int users) {

    static Plan read() {
        return new Plan(
                list("bench.calls").stream().map(Call::valueOf).toList(),
                seconds("bench.seconds"),
                seconds("bench.seconds.aside"),
                Integer.getInteger("bench.rounds"),
                seconds("bench.warmup"),
                list("bench.callers").stream().map(Integer::valueOf).toList(),
                Integer.getInteger("bench.streams"),
                Integer.getInteger("bench.flood"),
                Integer.getInteger("bench.users"));
    }

    /** How long each form makes this call in one round, for each number of callers. */
    Duration stretch(Call call) {
        return (call == calls.get(0) ? time : aside).dividedBy(rounds);
    }

    private static Duration seconds(String property) {
        return Duration.ofSeconds(Integer.getInteger(property));
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property).split(","))
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
