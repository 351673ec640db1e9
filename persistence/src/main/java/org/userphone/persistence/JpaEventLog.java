package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.user.EventLog;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.LoggedEvent;

/** The event log of the database, read with the key of each event's user. */
@Dependent
@Transactional
class JpaEventLog implements EventLog {

    private final EntityManager entityManager;
    private final Keyring keys;

    @Inject
    JpaEventLog(EntityManager entityManager, Keyring keys) {
        this.entityManager = entityManager;
        this.keys = keys;
    }

    @Override
    public List<LoggedEvent> search(EventQuery query) {
        var parameters = parameters(query);
        var order = query.oldestFirst() ? "" : " desc";
        var statement =
                entityManager.createQuery(
                        "select e, u from UserEventRow e left join UserRow u on u.id = e.userId"
                                + " where e.sequence > :sequence"
                                + conditions(parameters)
                                + " order by e.occurredAt%1$s, e.userId%1$s, e.sequence%1$s"
                                        .formatted(order),
                        Object[].class);
        parameters.forEach(statement::setParameter);
        var known = new HashMap<String, Optional<Keyring>>();
        return statement
                .setMaxResults(query.limit())
                .getResultStream()
                .map(row -> logged((UserEventRow) row[0], (UserRow) row[1], known))
                .toList();
    }

    private static Map<String, Object> parameters(EventQuery query) {
        var parameters = new HashMap<String, Object>();
        parameters.put("sequence", query.afterSequence());
        query.editor().ifPresent(editor -> parameters.put("editor", editor.id()));
        query.user().ifPresent(user -> parameters.put("user", user.value()));
        query.owner().ifPresent(owner -> parameters.put("owner", owner.value()));
        query.since().ifPresent(since -> parameters.put("since", since));
        query.until().ifPresent(until -> parameters.put("until", until));
        if (!query.types().isEmpty()) {
            parameters.put("types", query.types());
        }
        return parameters;
    }

    private static String conditions(Map<String, Object> parameters) {
        return Map.of(
                        "editor", " and e.editor = :editor",
                        "user", " and e.userId = :user",
                        "owner", " and e.resourceOwner = :owner",
                        "since", " and e.occurredAt >= :since",
                        "until", " and e.occurredAt <= :until",
                        "types", " and e.type in :types")
                .entrySet()
                .stream()
                .filter(condition -> parameters.containsKey(condition.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .reduce("", String::concat);
    }

    /** Each user's key is opened once, however many of its events there are. */
    private LoggedEvent logged(
            UserEventRow event, UserRow user, Map<String, Optional<Keyring>> known) {
        var key =
                Optional.ofNullable(user)
                        .flatMap(
                                row ->
                                        known.computeIfAbsent(
                                                row.id(), id -> row.existingEventKey(keys)));
        return new LoggedEvent(event.toRecorded(key), event.owner());
    }
}
