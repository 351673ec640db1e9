package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.userphone.domain.Deadlines;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserBulk;

/** Many users of the database at once; what several changes write is batched by the driver. */
@Dependent
@Transactional
class JpaUserBulk implements UserBulk {

    private final EntityManager entityManager;
    private final JpaUsers users;
    private final Deadlines deadlines;

    @Inject
    JpaUserBulk(EntityManager entityManager, JpaUsers users, Deadlines deadlines) {
        this.entityManager = entityManager;
        this.users = users;
        this.deadlines = deadlines;
    }

    @Override
    public Found lock(Wanted wanted) {
        var ids = new TreeSet<>(wanted.ids().stream().map(UserId::value).toList());
        ids.addAll(idsOf(wanted.externalIds()));
        var found = locked(ids);
        var there = found.stream().map(User::id).collect(toSet());
        var gone =
                wanted.ids().stream()
                        .filter(id -> !there.contains(id))
                        .map(UserId::value)
                        .collect(toSet());
        return new Found(found, lastOf(gone), taken(wanted.usernames()));
    }

    private List<String> idsOf(Set<ExternalId> externalIds) {
        var byOwner =
                externalIds.stream()
                        .collect(groupingBy(ExternalId::owner, mapping(ExternalId::id, toList())));
        return byOwner.entrySet().stream()
                .flatMap(
                        entry ->
                                entityManager
                                        .createQuery(
                                                "select u.id from UserRow u"
                                                        + " where u.resourceOwner = :owner"
                                                        + " and u.externalId in :ids",
                                                String.class)
                                        .setParameter("owner", entry.getKey().value())
                                        .setParameter("ids", entry.getValue())
                                        .getResultStream())
                .toList();
    }

    private List<User> locked(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        try {
            var query =
                    entityManager
                            .createQuery(
                                    "select u from UserRow u where u.id in :ids order by u.id",
                                    UserRow.class)
                            .setParameter("ids", ids)
                            .setLockMode(PESSIMISTIC_WRITE);
            users.patience().forEach(query::setHint);
            var rows = query.getResultList();
            deadlines.check();
            return rows.stream().map(UserRow::toUser).toList();
        } catch (PersistenceException e) {
            deadlines.check();
            throw e;
        }
    }

    private Map<UserId, EventPosition> lastOf(Set<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery(
                        "select e from UserEventRow e where e.userId in :ids and e.sequence ="
                                + " (select max(l.sequence) from UserEventRow l"
                                + " where l.userId = e.userId)",
                        UserEventRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(toMap(UserEventRow::user, UserEventRow::position));
    }

    private Set<String> taken(Set<String> usernames) {
        return usernames.isEmpty()
                ? Set.of()
                : entityManager
                        .createQuery(
                                "select u.usernameKey from UserRow u where u.usernameKey in :keys",
                                String.class)
                        .setParameter("keys", usernames.stream().map(UserRow::key).toList())
                        .getResultStream()
                        .collect(toSet());
    }

    @Override
    public void append(List<Change> changes) {
        changes.forEach(users::persist);
        users.flush(changes.stream().anyMatch(JpaUsers::isNew));
    }

    @Override
    public List<User> humans(Page page) {
        var query =
                entityManager
                        .createQuery(
                                "select u from UserRow u where u.type = 'HUMAN'"
                                        + (page.owner().isPresent()
                                                ? " and u.resourceOwner = :owner"
                                                : "")
                                        + (page.after().isPresent() ? " and u.id > :after" : "")
                                        + " order by u.id",
                                UserRow.class)
                        .setMaxResults(page.limit());
        page.owner().ifPresent(id -> query.setParameter("owner", id.value()));
        page.after().ifPresent(id -> query.setParameter("after", id.value()));
        return query.getResultStream().map(UserRow::toUser).toList();
    }
}
