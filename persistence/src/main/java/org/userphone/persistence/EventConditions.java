package org.userphone.persistence;

import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventQuery;

/** What a query for events asks of a row {@code e}, in JPQL; what is not asked for is no part. */
final class EventConditions {

    private final StringBuilder text = new StringBuilder(" where e.sequence > :sequence");
    private final Map<String, Object> parameters = new HashMap<>();

    /** What is asked of the events of every kind of aggregate. */
    EventConditions(EventQuery query) {
        parameters.put("sequence", query.afterSequence());
        and("e.editor = :editor", "editor", query.editor().map(Editor::id));
        and("e.occurredAt >= :since", "since", query.since());
        and("e.occurredAt <= :until", "until", query.until());
        and("e.type in :types", "types", Optional.of(query.types()).filter(t -> !t.isEmpty()));
    }

    EventConditions and(String condition, String parameter, Optional<?> value) {
        value.ifPresent(
                known -> {
                    text.append(" and ").append(condition);
                    parameters.put(parameter, known);
                });
        return this;
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
