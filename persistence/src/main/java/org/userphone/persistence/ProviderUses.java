package org.userphone.persistence;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.Attempt.Outcome;
import org.userphone.domain.sms.ProviderUse;

/**
 * Reads what the record says of providers, by two statements. They are native, because JPA has no
 * limit for the parts of a union.
 */
final class ProviderUses {

    /** The attempt that a provider accepted, as a row of those that led to nothing. */
    private static final String LAST_SUCCESS =
            "(select id, id as message_id, 0 as claim, 0 as place, provider, asked_at, took_ms,"
                    + " 'ACCEPTED' as outcome, cast(null as varchar) as reason, promised_at"
                    + " from sms_message where provider = ? and asked_at is not null"
                    + " order by asked_at desc fetch first 1 rows only)";

    private static final String LAST_FAILURE =
            "(select id, message_id, claim, place, provider, asked_at, took_ms, outcome, reason,"
                    + " promised_at from sms_attempt where provider = ?"
                    + " order by asked_at desc fetch first 1 rows only)";

    private static final String COUNTS =
            "select provider, 'ACCEPTED', count(*) from sms_message"
                    + " where provider in (%1$s) and asked_at >= ? group by provider"
                    + " union all select provider, outcome, count(*) from sms_attempt"
                    + " where provider in (%1$s) and asked_at >= ? group by provider, outcome";

    private final EntityManager entityManager;
    private final SearchTimeout timeout;

    ProviderUses(EntityManager entityManager, SearchTimeout timeout) {
        this.entityManager = entityManager;
        this.timeout = timeout;
    }

    /**
     * @param since attempts from this time on are counted
     */
    Map<String, ProviderUse> of(Collection<String> providers, Instant since) {
        if (providers.isEmpty()) {
            return Map.of();
        }
        var counts = counts(providers, since);
        return last(providers).collect(groupingBy(Attempt::provider)).entrySet().stream()
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                one ->
                                        use(
                                                one.getValue(),
                                                counts.getOrDefault(one.getKey(), Map.of()))));
    }

    private static ProviderUse use(List<Attempt> last, Map<Outcome, Long> counts) {
        return new ProviderUse(
                one(last, attempt -> attempt.outcome() == Outcome.ACCEPTED),
                one(last, attempt -> attempt.outcome() != Outcome.ACCEPTED),
                counts);
    }

    private static Optional<Attempt> one(List<Attempt> last, Predicate<Attempt> wanted) {
        return last.stream().filter(wanted).findFirst();
    }

    private Stream<Attempt> last(Collection<String> providers) {
        var query =
                entityManager.createNativeQuery(
                        providers.stream()
                                .map(provider -> LAST_SUCCESS + " union all " + LAST_FAILURE)
                                .collect(joining(" union all ")),
                        SmsAttemptRow.class);
        var parameters = new ArrayList<Object>();
        providers.forEach(provider -> parameters.addAll(List.of(provider, provider)));
        return rows(query, parameters).map(SmsAttemptRow.class::cast).map(SmsAttemptRow::toAttempt);
    }

    private Map<String, Map<Outcome, Long>> counts(Collection<String> providers, Instant since) {
        var places = String.join(", ", Collections.nCopies(providers.size(), "?"));
        var parameters = new ArrayList<Object>(providers);
        parameters.add(since.atOffset(UTC));
        parameters.addAll(List.copyOf(parameters));
        return rows(entityManager.createNativeQuery(COUNTS.formatted(places)), parameters)
                .map(Object[].class::cast)
                .collect(
                        groupingBy(
                                row -> (String) row[0],
                                toMap(
                                        row -> Outcome.valueOf((String) row[1]),
                                        row -> ((Number) row[2]).longValue())));
    }

    private Stream<?> rows(Query query, List<?> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        List<?> found = timeout.within(entityManager, query, search -> search.getResultList());
        return found.stream();
    }
}
