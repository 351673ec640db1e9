package org.userphone.persistence;

import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.Map;
import org.userphone.domain.user.EventQuery;

/**
 * The conditions in JPQL that a row {@code e} has to meet for a query of events. What the query
 * leaves open adds no condition.
 */
final class EventConditions {

    private final StringBuilder text = new StringBuilder(" where e.sequence > :sequence");
    private final Map<String, Object> parameters = new HashMap<>();

    /** The conditions that the events of every kind of aggregate have. */
    EventConditions(EventQuery query) {
        parameters.put("sequence", query.afterSequence());
        query.editor().ifPresent(editor -> and("e.editor = :editor", "editor", editor.id()));
        query.since().ifPresent(since -> and("e.occurredAt >= :since", "since", since));
        query.until().ifPresent(until -> and("e.occurredAt <= :until", "until", until));
        if (!query.types().isEmpty()) {
            and("e.type in :types", "types", query.types());
        }
    }

    void and(String condition, String parameter, Object value) {
        text.append(" and ").append(condition);
        parameters.put(parameter, value);
    }

    <T> TypedQuery<T> bindTo(TypedQuery<T> statement) {
        parameters.forEach(statement::setParameter);
        return statement;
    }

    /** Begins with {@code where}. */
    @Override
    public String toString() {
        return text.toString();
    }
}
