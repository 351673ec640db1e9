package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored sums of messages by the hour of their promise. They are made from the record of
 * messages, so that making them again gives the same, and hold no personal data.
 */
public interface SmsStatistics {

    /**
     * The times in seconds that are told apart between the promise of a message and the receipt
     * that it was delivered: a time counts as the next of these, and a longer one as the last.
     */
    List<Integer> SECONDS =
            List.of(
                    1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 90, 120, 180, 300, 600,
                    1200, 1800, 3600, 7200, 14_400, 43_200, 86_400, 259_200);

    /** The beginning of the hour in UTC in which a time lies. */
    static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    /** Which of {@link #SECONDS} a time counts as. */
    static int seconds(Duration time) {
        return SECONDS.stream()
                .filter(most -> time.compareTo(Duration.ofSeconds(most)) <= 0)
                .findFirst()
                .orElse(SECONDS.get(SECONDS.size() - 1));
    }

    /** When each hour from this one on was last summed. */
    Map<Instant, Instant> summed(Instant from);

    /**
     * Sums the messages of an hour anew. Does nothing if another node has done so since.
     *
     * @param hour its beginning
     * @param before when it was last summed, as {@link #summed} has told; empty if it was not
     */
    void sum(Instant hour, Instant now, List<Instant> before);

    /** Adds SMS that were refused. */
    void add(List<RefusedSms.Refused> refused);

    /**
     * The sums that a query asks for, in the order of their time, organisation, country and
     * provider.
     *
     * @param limit how many to return at most
     */
    List<Sum> read(StatisticsQuery query, int limit);

    /**
     * Removes sums of hours before this time.
     *
     * @param limit how many to remove at most
     * @return how many were removed
     */
    int removeBefore(Instant time, int limit);

    /** What became of the messages that are summed. */
    enum Outcome {
        WAITING,
        ACCEPTED,
        DELIVERED,
        UNDELIVERED,
        REFUSED,
        EXPIRED,
        REPLACED,
        PARKED,
        /** The code of the message was entered; such a message is in another sum, too. */
        ENTERED,
        /** A limit or a list refused the SMS, so that there was never a message. */
        LIMITED
    }

    /**
     * What the messages of a sum have in common.
     *
     * @param start of the hour or day
     * @param organisation empty if sums are not told apart by it; likewise the others
     * @param provider who accepted the messages or was asked last; an empty text for none
     */
    record Group(
            Instant start,
            Optional<String> organisation,
            Optional<String> country,
            Optional<String> provider) {}

    /**
     * The sum of messages of the same outcome.
     *
     * @param seconds between promise and receipt, one of {@link #SECONDS}; 0 if none told of a
     *     delivery
     */
    record Sum(Group group, Outcome outcome, int seconds, long messages, BigDecimal cost) {}
}
