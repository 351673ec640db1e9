package org.userphone.persistence;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.userphone.domain.sms.MessageQuery;
import org.userphone.domain.sms.MessageQuery.Field;
import org.userphone.domain.sms.SmsMessage.State;

/**
 * The conditions in JPQL that a row {@code m} has to meet for a query of messages. What the query
 * leaves open adds no condition.
 */
final class MessageConditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    MessageConditions(MessageQuery query) {
        query.wanted().forEach(this::among);
        query.since().ifPresent(since -> and("m.header.promisedAt >= :since", "since", since));
        query.until().ifPresent(until -> and("m.header.promisedAt < :until", "until", until));
    }

    private void among(Field field, Set<String> values) {
        and(
                columns(field)
                        .map(column -> "%s in :%s".formatted(column, field.name()))
                        .collect(joining(" or ", "(", ")")),
                field.name(),
                field == Field.STATE
                        ? values.stream().map(State::valueOf).collect(toSet())
                        : values);
    }

    private static Stream<String> columns(Field field) {
        return switch (field) {
            case ID -> Stream.of("m.id");
            case USER -> Stream.of("m.header.userId");
            case ORGANISATION -> Stream.of("m.header.resourceOwner");
            case NUMBER -> Stream.of("m.header.numberHash");
            case STATE -> Stream.of("m.columns.state");
            case PROVIDER -> Stream.of("m.columns.provider", "m.header.askedLast");
            case COUNTRY -> Stream.of("m.header.country");
            case REFERENCE -> Stream.of("m.columns.reference");
            case REQUEST -> Stream.of("m.header.requestId");
        };
    }

    private void and(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    <T> TypedQuery<T> bindTo(TypedQuery<T> statement) {
        parameters.forEach(statement::setParameter);
        return statement;
    }

    /** Begins with {@code where}, unless there are no conditions. */
    @Override
    public String toString() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }
}
