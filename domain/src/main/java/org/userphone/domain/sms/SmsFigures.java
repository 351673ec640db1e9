package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.userphone.domain.sms.SmsStatistics.Group;
import org.userphone.domain.sms.SmsStatistics.Outcome;
import org.userphone.domain.sms.SmsStatistics.Sum;

/**
 * What became of the messages that were promised in one hour or day.
 *
 * @param messages how many had each outcome; those without any are left out
 * @param seconds how many were delivered within each of {@link SmsStatistics#SECONDS}, in order
 * @param cost the estimated cost of those that a provider accepted
 */
public record SmsFigures(
        Group group, Map<Outcome, Long> messages, Map<Integer, Long> seconds, BigDecimal cost) {

    /**
     * @param sums of the same group, at least one
     */
    static SmsFigures of(List<Sum> sums) {
        var messages = new EnumMap<Outcome, Long>(Outcome.class);
        var seconds = new TreeMap<Integer, Long>();
        for (var sum : sums) {
            messages.merge(sum.outcome(), sum.messages(), Long::sum);
            if (sum.outcome() == Outcome.DELIVERED) {
                seconds.merge(sum.seconds(), sum.messages(), Long::sum);
            }
        }
        var cost = sums.stream().map(Sum::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new SmsFigures(sums.get(0).group(), messages, seconds, cost);
    }

    /** How many messages had one of these outcomes. */
    public long count(Outcome... outcomes) {
        long count = 0;
        for (var outcome : outcomes) {
            count += messages.getOrDefault(outcome, 0L);
        }
        return count;
    }

    /** How many messages were promised. */
    public long promised() {
        return sent() + unsent() + count(Outcome.WAITING);
    }

    /** How many messages a provider accepted. */
    public long sent() {
        return count(Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.UNDELIVERED);
    }

    /** How many messages no provider accepted, and none will. */
    public long unsent() {
        return count(Outcome.REFUSED, Outcome.EXPIRED, Outcome.REPLACED, Outcome.PARKED);
    }

    /**
     * Within how long so many percent of the delivered messages were told to be delivered, from
     * their promise on (nearest rank), up to the next of {@link SmsStatistics#SECONDS}. Empty if
     * none was delivered.
     *
     * @param percent 1 to 100
     */
    public Optional<Duration> percentile(int percent) {
        long all = seconds.values().stream().mapToLong(Long::longValue).sum();
        long rank = (all * percent + 99) / 100;
        long within = 0;
        for (var some : seconds.entrySet()) {
            within += some.getValue();
            if (within >= rank) {
                return Optional.of(Duration.ofSeconds(some.getKey()));
            }
        }
        return Optional.empty();
    }
}
