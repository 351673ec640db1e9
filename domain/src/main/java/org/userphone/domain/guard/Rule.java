package org.userphone.domain.guard;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.userphone.domain.guard.SendCount.SentCode;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.UserEvent.LimitExceeded;

/**
 * One limit, applied to one SMS.
 *
 * @param key the key of the count that the limit looks at
 * @param refused how long the limit refuses the SMS, given the count; empty if it does not
 * @param counted the count after this SMS
 * @param until when the count is no longer needed
 */
record Rule(
        Limit limit,
        String key,
        Function<SendCount, Optional<Duration>> refused,
        UnaryOperator<SendCount> counted,
        Instant until) {

    /** How long a circuit breaker keeps the codes of a prefix to which nothing is sent. */
    static final Duration MAX_IDLE = Duration.ofDays(30);

    /**
     * @param quotas at least one
     */
    static Rule of(Limit limit, String key, List<Quota> quotas, Instant now) {
        int kept = quotas.stream().mapToInt(Quota::limit).max().orElseThrow();
        var span = quotas.stream().map(Quota::span).max(Comparator.naturalOrder()).orElseThrow();
        return new Rule(
                limit,
                key,
                count ->
                        quotas.stream()
                                .flatMap(quota -> quota.waitAfter(count.times(), now).stream())
                                .max(Comparator.naturalOrder()),
                count -> count.at(now, kept),
                now.plus(span));
    }

    /**
     * @param more what this SMS adds to the total of the day
     */
    static Rule of(Limit limit, String key, BigDecimal cap, BigDecimal more, Instant now) {
        var today = now.atOffset(UTC).truncatedTo(DAYS);
        var tomorrow = today.plusDays(1).toInstant();
        return new Rule(
                limit,
                key + ":" + today.toLocalDate(),
                count ->
                        count.total().add(more).compareTo(cap) > 0
                                ? Optional.of(Duration.between(now, tomorrow))
                                : Optional.empty(),
                count -> count.plus(more),
                now.plus(1, DAYS));
    }

    static Rule of(Limit limit, String key, BreakerPolicy breaker, String tag, Instant now) {
        return new Rule(
                limit,
                key,
                count -> breaker.waitAfter(count.codes(), now),
                count -> count.with(new SentCode(tag, now, false), breaker.codes()),
                now.plus(MAX_IDLE));
    }

    Optional<LimitExceeded> refusal(SendCount count) {
        return refused.apply(count).map(time -> new LimitExceeded(limit, time));
    }
}
