package org.userphone.persistence;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.sms.RefusedSms.Refused;
import org.userphone.domain.sms.SmsStatistics;
import org.userphone.domain.sms.StatisticsQuery;
import org.userphone.domain.sms.StatisticsQuery.Bucket;
import org.userphone.domain.sms.StatisticsQuery.Grouping;
import org.userphone.domain.user.EventFormat;
import org.userphone.domain.user.UserEvent.PhoneVerified;

/**
 * The sums of messages in the database, which makes them itself. Native queries, because JPA can
 * neither insert what it selects nor lock a row that is not there.
 */
@Dependent
@Transactional
class JpaSmsStatistics implements SmsStatistics {

    private static final Duration HOUR = Duration.ofHours(1);

    /** One of {@link SmsStatistics#SECONDS}, in SQL; the last one for all longer times. */
    private static final String WITHIN =
            SECONDS.stream()
                    .limit(SECONDS.size() - 1L)
                    .map(
                            most ->
                                    "when changed_at <= promised_at + interval '%1$d' second then %1$d"
                                            .formatted(most))
                    .collect(
                            joining(
                                    " ",
                                    "case when state <> 'DELIVERED' then 0 ",
                                    " else %d end".formatted(SECONDS.get(SECONDS.size() - 1))));

    private static final String OF_MESSAGES =
            """
            insert into sms_sum
            select hour_start, day_start, owner, country, provider, outcome, seconds, count(*), sum(cost)
            from (select cast(? as timestamp with time zone) as hour_start,
                    cast(? as timestamp with time zone) as day_start, resource_owner as owner, country,
                    coalesce(provider, asked_last, '') as provider, state as outcome,
                    %s as seconds, cost
                from sms_story where promised_at >= ? and promised_at < ?) messages
            group by hour_start, day_start, owner, country, provider, outcome, seconds
            """
                    .formatted(WITHIN);

    /** A code that is entered is that of the latest message to its user. */
    private static final String OF_ENTERED =
            """
            insert into sms_sum
            select hour_start, day_start, owner, country, provider, 'ENTERED', 0, count(*), 0
            from (select cast(? as timestamp with time zone) as hour_start,
                    cast(? as timestamp with time zone) as day_start, m.resource_owner as owner, m.country,
                    coalesce(m.provider, m.asked_last, '') as provider
                from user_event e join sms_message m on m.user_id = e.user_id
                where m.promised_at >= ? and m.promised_at < ?
                    and e.occurred_at >= ? and e.occurred_at <= ? and e.type = '%s'
                    and e.occurred_at >= m.promised_at and e.occurred_at <= m.expires_at
                    and not exists (select 1 from sms_message later
                        where later.user_id = m.user_id and later.promised_at > m.promised_at
                            and later.promised_at <= e.occurred_at)) entered
            group by hour_start, day_start, owner, country, provider
            """
                    .formatted(EventFormat.typeOf(new PhoneVerified()));

    private final EntityManager entityManager;
    private final SearchTimeout timeout;

    @Inject
    JpaSmsStatistics(EntityManager entityManager, SearchTimeout timeout) {
        this.entityManager = entityManager;
        this.timeout = timeout;
    }

    @Override
    public Map<Instant, Instant> summed(Instant from) {
        return rows(query(
                        "select hour_start, summed_at from sms_summed_hour where hour_start >= ?",
                        time(from)))
                .collect(toMap(row -> instant(row[0]), row -> instant(row[1])));
    }

    @Override
    public void sum(Instant hour, Instant now, List<Instant> before) {
        if (!begins(hour, now, before)) {
            return;
        }
        var start = time(hour);
        var end = time(hour.plus(HOUR));
        var day = time(hour.truncatedTo(ChronoUnit.DAYS));
        update(
                "delete from sms_sum where hour_start = ? and outcome <> '" + Outcome.LIMITED + "'",
                start);
        update(OF_MESSAGES, start, day, start, end);
        lastExpiry(start, end)
                .ifPresent(last -> update(OF_ENTERED, start, day, start, end, start, last));
    }

    /** Locks the hour until the transaction ends, unless another node has summed it since. */
    private boolean begins(Instant hour, Instant now, List<Instant> before) {
        int locked =
                before.isEmpty()
                        ? update(
                                "insert into sms_summed_hour (hour_start, summed_at) values (?, ?)"
                                        + " on conflict do nothing",
                                time(hour),
                                time(now))
                        : update(
                                "update sms_summed_hour set summed_at = ?"
                                        + " where hour_start = ? and summed_at = ?",
                                time(now),
                                time(hour),
                                time(before.get(0)));
        return locked == 1;
    }

    /** Until when a code of an hour can be entered: it bounds the events that are looked at. */
    private Optional<OffsetDateTime> lastExpiry(OffsetDateTime start, OffsetDateTime end) {
        var last =
                query(
                                "select max(expires_at) from sms_message"
                                        + " where promised_at >= ? and promised_at < ?",
                                start,
                                end)
                        .getSingleResult();
        return Optional.ofNullable(last).map(any -> time(instant(any)));
    }

    @Override
    public void add(List<Refused> refused) {
        for (var one : refused) {
            Object[] key = {
                time(one.hour()), one.organisation().value(), one.country(), Outcome.LIMITED.name()
            };
            update(
                    "insert into sms_sum values (?, ?, ?, ?, '', ?, 0, 0, 0)"
                            + " on conflict do nothing",
                    key[0],
                    time(one.hour().truncatedTo(ChronoUnit.DAYS)),
                    key[1],
                    key[2],
                    key[3]);
            update(
                    "update sms_sum set messages = messages + ? where hour_start = ? and owner = ?"
                            + " and country = ? and provider = '' and outcome = ? and seconds = 0",
                    one.sms(),
                    key[0],
                    key[1],
                    key[2],
                    key[3]);
        }
    }

    @Override
    public List<Sum> read(StatisticsQuery wanted, int limit) {
        var values = new ArrayList<Object>();
        var where = new StringBuilder(" where hour_start >= ? and hour_start < ?");
        values.add(time(wanted.messages().from()));
        values.add(time(wanted.messages().until()));
        wanted.messages().organisation().ifPresent(id -> and(where, "owner", id.value(), values));
        wanted.country().ifPresent(country -> and(where, "country", country, values));
        wanted.provider().ifPresent(provider -> and(where, "provider", provider, values));
        var start = wanted.bucket() == Bucket.DAY ? "day_start" : "hour_start";
        var groups =
                Stream.of(Grouping.values())
                        .filter(wanted.groups()::contains)
                        .map(group -> ", " + column(group))
                        .collect(joining());
        var query =
                query(
                        "select outcome, seconds, sum(messages), sum(cost), %1$s%2$s from sms_sum%3$s group by %1$s%2$s, outcome, seconds order by %1$s%2$s, outcome, seconds fetch first %4$d rows only"
                                .formatted(start, groups, where, limit),
                        values.toArray());
        return timeout.within(entityManager, query, JpaSmsStatistics::rows)
                .map(row -> sum(row, wanted))
                .toList();
    }

    private static void and(StringBuilder where, String column, String value, List<Object> values) {
        where.append(" and ").append(column).append(" = ?");
        values.add(value);
    }

    private static String column(Grouping group) {
        return switch (group) {
            case ORGANISATION -> "owner";
            case COUNTRY -> "country";
            case PROVIDER -> "provider";
        };
    }

    private static Sum sum(Object[] row, StatisticsQuery wanted) {
        int next = 5;
        var names = new ArrayList<Optional<String>>();
        for (var group : Grouping.values()) {
            names.add(
                    wanted.groups().contains(group)
                            ? Optional.of((String) row[next++])
                            : Optional.empty());
        }
        return new Sum(
                new Group(instant(row[4]), names.get(0), names.get(1), names.get(2)),
                Outcome.valueOf((String) row[0]),
                ((Number) row[1]).intValue(),
                ((Number) row[2]).longValue(),
                (BigDecimal) row[3]);
    }

    @Override
    public int removeBefore(Instant time, int limit) {
        update("delete from sms_summed_hour where hour_start < ?", time(time));
        return update(
                "delete from sms_sum where (hour_start, owner, country, provider, outcome, seconds) in (select hour_start, owner, country, provider, outcome, seconds from sms_sum where hour_start < ? order by hour_start fetch first "
                        + limit
                        + " rows only)",
                time(time));
    }

    private int update(String sql, Object... values) {
        return query(sql, values).executeUpdate();
    }

    private Query query(String sql, Object... values) {
        var query = entityManager.createNativeQuery(sql);
        for (int place = 0; place < values.length; place++) {
            query.setParameter(place + 1, values[place]);
        }
        return query;
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static Stream<Object[]> rows(Query query) {
        return ((List<Object[]>) query.getResultList()).stream();
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(UTC);
    }

    /** Drivers give a time in one class or the other. */
    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : ((Timestamp) time).toInstant();
    }
}
