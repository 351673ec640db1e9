package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.Uniqueness;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Users;

/** The users in the database: one snapshot row for each, and their events. */
@Dependent
@Transactional
class JpaUsers implements Users {

    /** The SQL state of both databases for a violated unique constraint. */
    private static final String DUPLICATE = "23505";

    private final EntityManager entityManager;
    private final Keyring keys;
    private final Deadlines deadlines;

    @Inject
    JpaUsers(EntityManager entityManager, Keyring keys, Deadlines deadlines) {
        this.entityManager = entityManager;
        this.keys = keys;
        this.deadlines = deadlines;
    }

    @Override
    public Optional<User> find(UserId id) {
        return Optional.ofNullable(entityManager.find(UserRow.class, id.value()))
                .map(UserRow::toUser);
    }

    /**
     * {@inheritDoc}
     *
     * <p>On PostgreSQL the wait is limited to the deadline of the call, in whole seconds: a call
     * that is over does not keep a connection until another one releases the row. H2 waits as long
     * as its URL says.
     */
    @Override
    public Optional<User> lock(UserId id) {
        try {
            var query =
                    entityManager
                            .createNamedQuery(UserRow.LOCK, UserRow.class)
                            .setParameter("id", id.value());
            patience().forEach(query::setHint);
            var row = query.getResultStream().findFirst();
            deadlines.check();
            return row.map(UserRow::toUser);
        } catch (PersistenceException e) {
            deadlines.check();
            throw e;
        }
    }

    /** The hints of a query that waits for locks. */
    Map<String, Object> patience() {
        return deadlines
                .left()
                .<Map<String, Object>>map(
                        left -> Map.of("jakarta.persistence.query.timeout", left.toMillis() + 1))
                .orElse(Map.of());
    }

    /**
     * {@inheritDoc}
     *
     * <p>This flushes if another user may have taken what has to be unique, because that can be
     * explained here. Anything else is written by the round trip that commits.
     */
    @Override
    public void append(Change change) {
        persist(change);
        if (takesAName(change)) {
            flush(isNew(change));
        }
    }

    private static boolean takesAName(Change change) {
        return isNew(change)
                || !change.after().username().equals(change.before().username())
                || !change.after().externalId().equals(change.before().externalId());
    }

    static boolean isNew(Change change) {
        return change.before().state() == UserState.ABSENT;
    }

    /** Prepares what {@link #append} writes, without writing it. */
    void persist(Change change) {
        deadlines.check();
        boolean isNew = isNew(change);
        var row = isNew ? new UserRow(change.after()) : snapshotOf(change.before());
        var key = row.eventKey(keys);
        change.events().stream()
                .map(event -> new UserEventRow(event, change.after().resourceOwner(), key))
                .forEach(entityManager::persist);
        if (isNew) {
            entityManager.persist(row);
        } else if (change.after().state() == UserState.ABSENT) {
            erase(row, change.before().id());
        } else {
            row.become(change.after());
        }
    }

    /**
     * Writes what is prepared.
     *
     * @param isNew whether a user is new
     */
    void flush(boolean isNew) {
        try {
            entityManager.flush();
        } catch (PersistenceException e) {
            throw refusal(e, isNew);
        }
    }

    /**
     * Deletes the snapshot and the key in it. Payloads from before there were keys are not
     * encrypted, and are deleted themselves.
     */
    private void erase(UserRow row, UserId id) {
        entityManager.remove(row);
        entityManager
                .createNativeQuery(
                        "update user_event set payload = '' where user_id = ? and payload like '{\"%'")
                .setParameter(1, id.value())
                .executeUpdate();
    }

    @Override
    public User vacant(UserId id, OrganisationId resourceOwner) {
        if (find(id).isPresent()) {
            throw new Rejection(Reason.USER_EXISTS);
        }
        return entityManager
                .createQuery(
                        "select e from UserEventRow e where e.userId = :user"
                                + " order by e.sequence desc",
                        UserEventRow.class)
                .setParameter("user", id.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(last -> User.absent(id, resourceOwner, last.position()))
                .orElseGet(() -> User.absent(id, resourceOwner));
    }

    private UserRow snapshotOf(User user) {
        var row = entityManager.find(UserRow.class, user.id().value());
        if (row == null || row.lastSequence() != user.last().sequence()) {
            throw movedOn();
        }
        return row;
    }

    /**
     * The rejection for a violated constraint. Both databases name the constraint in their message,
     * but H2 does not name a primary key.
     */
    private static RuntimeException refusal(PersistenceException e, boolean isNew) {
        var duplicate = duplicateIn(e);
        if (duplicate.isEmpty()) {
            return e;
        }
        if (duplicate.get().contains("user_account_username")) {
            return new Rejection(Reason.USERNAME_TAKEN);
        }
        if (duplicate.get().contains("user_account_external_id")) {
            return new Rejection(Reason.EXTERNAL_ID_TAKEN);
        }
        return isNew ? new Rejection(Reason.USER_EXISTS) : movedOn();
    }

    private static Optional<String> duplicateIn(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(e -> e instanceof SQLException sql && DUPLICATE.equals(sql.getSQLState()))
                .map(e -> e.getMessage().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static IllegalStateException movedOn() {
        return new IllegalStateException("the user has moved on since the change was decided");
    }

    @Override
    public Optional<UserId> otherOwner(User user, PhoneNumber number, Uniqueness within) {
        boolean inOrganisation = within == Uniqueness.ORGANISATION;
        var query =
                entityManager.createQuery(
                        "select u.id from UserRow u where u.phone = :number"
                                + " and u.phoneVerified = true and u.id <> :except"
                                + (inOrganisation ? " and u.resourceOwner = :owner" : ""),
                        String.class);
        if (inOrganisation) {
            query.setParameter("owner", user.resourceOwner().value());
        }
        return query.setParameter("number", number.e164())
                .setParameter("except", user.id().value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(UserId::new);
    }

    @Override
    public boolean isUsernameTaken(String username) {
        return entityManager
                        .createQuery(
                                "select count(u) from UserRow u where u.usernameKey = :key",
                                Long.class)
                        .setParameter("key", UserRow.key(username))
                        .getSingleResult()
                > 0;
    }

    @Override
    public List<RecordedEvent> history(UserId id, long after, int limit) {
        var key =
                Optional.ofNullable(entityManager.find(UserRow.class, id.value()))
                        .flatMap(row -> row.existingEventKey(keys));
        return entityManager
                .createQuery(
                        "select e from UserEventRow e"
                                + " where e.userId = :user and e.sequence > :after"
                                + " order by e.sequence",
                        UserEventRow.class)
                .setParameter("user", id.value())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(event -> key.map(event::toRecorded).orElseGet(event::toRecordedWithoutKey))
                .toList();
    }
}
