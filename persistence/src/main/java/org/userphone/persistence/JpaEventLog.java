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

/** The event log in the database. The events of a user are decrypted with the key of that user. */
@Dependent
@Transactional
class JpaEventLog implements EventLog {

    private final EntityManager entityManager;
    private final Keyring keys;
    private final SearchTimeout timeout;

    @Inject
    JpaEventLog(EntityManager entityManager, Keyring keys, SearchTimeout timeout) {
        this.timeout = timeout;
        this.entityManager = entityManager;
        this.keys = keys;
    }

    @Override
    public List<LoggedEvent> search(EventQuery query) {
        var conditions = new EventConditions(query);
        query.user().ifPresent(user -> conditions.and("e.userId = :user", "user", user.value()));
        query.owner()
                .ifPresent(
                        owner ->
                                conditions.and("e.resourceOwner = :owner", "owner", owner.value()));
        var order =
                " order by e.occurredAt%1$s, e.userId%1$s, e.sequence%1$s"
                        .formatted(query.oldestFirst() ? "" : " desc");
        var statement =
                entityManager.createQuery(
                        "select e, u from UserEventRow e left join UserRow u on u.id = e.userId"
                                + conditions
                                + order,
                        Object[].class);
        var opened = new HashMap<String, Optional<Keyring>>();
        var bound = conditions.bindTo(statement).setMaxResults(query.limit());
        return timeout.within(entityManager, bound, search -> bound.getResultList()).stream()
                .map(row -> logged((UserEventRow) row[0], (UserRow) row[1], opened))
                .toList();
    }

    /**
     * Decrypts an event. The key of each user is decrypted once, however many events the user has.
     */
    private LoggedEvent logged(
            UserEventRow event, UserRow user, Map<String, Optional<Keyring>> opened) {
        var key =
                user == null
                        ? Optional.<Keyring>empty()
                        : opened.computeIfAbsent(user.id(), id -> user.existingEventKey(keys));
        return new LoggedEvent(
                key.map(event::toRecorded).orElseGet(event::toRecordedWithoutKey), event.owner());
    }
}
