package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.userphone.domain.UseCase;

/**
 * Keeps the statistics up to date: stores what was refused, and sums the messages of an hour whose
 * sums may be out of date. The messages of an hour change less and less often, and no more when no
 * receipt is taken any more, so they are summed again when a twentieth of the time since its end
 * has passed, and at most once in the period of the policy. Any number of nodes may do this at the
 * same time.
 */
@UseCase
public class SumStatistics {

    static final Duration HOUR = Duration.ofHours(1);

    /** How long after its end an hour is final. */
    static final Duration MAX_AGE = RecordReceipts.MAX_RECEIPT_AGE.plus(HOUR);

    private static final int SHARE_OF_AGE = 20;

    /** Long enough for an hour to be summed once more after it has become final. */
    private static final Duration LOOK_BACK = MAX_AGE.plus(HOUR.multipliedBy(6));

    private final SmsStatistics statistics;
    private final RefusedSms refused;
    private final StatisticsPolicy policy;
    private final MessagePolicy messages;
    private final Clock clock;

    @Inject
    public SumStatistics(
            SmsStatistics statistics,
            RefusedSms refused,
            StatisticsPolicy policy,
            MessagePolicy messages,
            Clock clock) {
        this.statistics = statistics;
        this.refused = refused;
        this.policy = policy;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Sums one hour, or removes sums that are as old as the messages that are removed.
     *
     * @return whether there may be more to do
     */
    public boolean sum() {
        var taken = refused.take();
        try {
            statistics.add(taken);
            return sumDue();
        } catch (RuntimeException e) { // whatever it is, they are stored another time
            refused.giveBack(taken);
            throw e;
        }
    }

    private boolean sumDue() {
        var now = clock.instant();
        var first = SmsStatistics.hour(now.minus(LOOK_BACK));
        var summed = statistics.summed(first);
        var due =
                Stream.iterate(SmsStatistics.hour(now), hour -> hour.minus(HOUR))
                        .takeWhile(hour -> !hour.isBefore(first))
                        .filter(hour -> isDue(hour, summed.getOrDefault(hour, Instant.MIN), now))
                        .findFirst();
        due.ifPresent(
                hour -> statistics.sum(hour, now, Stream.ofNullable(summed.get(hour)).toList()));
        return due.isPresent()
                || statistics.removeBefore(now.minus(messages.keep()), SweepMessages.MAX_AT_ONCE)
                        == SweepMessages.MAX_AT_ONCE;
    }

    /** An hour that was summed after its last receipt can have come is never due again. */
    private boolean isDue(Instant hour, Instant summed, Instant now) {
        if (summed.equals(Instant.MIN)) {
            return true;
        }
        var share = Duration.between(hour.plus(HOUR), now).dividedBy(SHARE_OF_AGE);
        var wait = share.compareTo(policy.period()) > 0 ? share : policy.period();
        return summed.isBefore(hour.plus(HOUR).plus(MAX_AGE)) && !now.isBefore(summed.plus(wait));
    }
}
