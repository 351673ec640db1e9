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
 * One limit, applied to one SMS, code or change.
 *
 * @param key the key of the count that the limit looks at
 * @param now when it is applied
 * @param states how much of the limit is used up, given the count; several if it has several spans
 * @param counted the count after this one
 * @param until when the count is no longer needed
 */
record Rule(
        Limit limit,
        String key,
        Instant now,
        Function<SendCount, List<LimitState>> states,
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
                now,
                count ->
                        quotas.stream()
                                .map(quota -> LimitState.of(limit, key, quota, count.times(), now))
                                .toList(),
                count -> count.at(now, kept),
                now.plus(span));
    }

    /**
     * @param key without the day
     * @param more what this SMS adds to the total of the day
     */
    static Rule of(Limit limit, String key, BigDecimal cap, BigDecimal more, Instant now) {
        var today = now.atOffset(UTC).truncatedTo(DAYS);
        var tomorrow = today.plusDays(1).toInstant();
        var ofToday = key + ":" + today.toLocalDate();
        return new Rule(
                limit,
                ofToday,
                now,
                count ->
                        List.of(
                                new LimitState(
                                        limit,
                                        ofToday,
                                        count.total(),
                                        cap,
                                        Optional.of(Duration.ofDays(1)),
                                        Optional.of(today.toInstant()),
                                        Optional.of(tomorrow),
                                        Optional.of(tomorrow)
                                                .filter(
                                                        end ->
                                                                count.total()
                                                                                .add(more)
                                                                                .compareTo(cap)
                                                                        > 0))),
                count -> count.plus(more),
                now.plus(1, DAYS));
    }

    static Rule of(Limit limit, String key, BreakerPolicy breaker, String tag, Instant now) {
        return new Rule(
                limit,
                key,
                now,
                count -> List.of(breaker.state(limit, key, count.codes(), now)),
                count -> count.with(new SentCode(tag, now, false), breaker.codes()),
                now.plus(MAX_IDLE));
    }

    Optional<LimitExceeded> refusal(SendCount count) {
        return states.apply(count).stream()
                .flatMap(state -> state.refusedUntil().stream())
                .max(Comparator.naturalOrder())
                .map(end -> new LimitExceeded(limit, Duration.between(now, end)));
    }
}
