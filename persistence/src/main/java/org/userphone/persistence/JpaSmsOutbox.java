package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;
import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsPromised;

/**
 * The outbox in the database. A claim is a number in the row: the worker that increments it has the
 * message until the lease ends, and a worker that finds another number has lost the message.
 */
@Dependent
@Transactional
class JpaSmsOutbox implements SmsOutbox {

    private static final Logger LOG = System.getLogger(JpaSmsOutbox.class.getName());

    private final EntityManager entityManager;
    private final Keyring keys;
    private final Runnable promised;

    @Inject
    JpaSmsOutbox(EntityManager entityManager, Keyring keys, Event<SmsPromised> promised) {
        this(entityManager, keys, () -> promised.fire(new SmsPromised()));
    }

    JpaSmsOutbox(EntityManager entityManager, Keyring keys, Runnable promised) {
        this.entityManager = entityManager;
        this.keys = keys;
        this.promised = promised;
    }

    /** Adds a message, which the next flush writes. */
    void add(Sms sms) {
        entityManager.persist(new SmsOutboxRow(sms, keys));
        promised.run();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Workers read the same rows; each of them skips rows that another one has locked to claim
     * them.
     */
    @Override
    @Transactional(REQUIRES_NEW)
    public List<ClaimedSms> claimDue(
            Instant now, int limit, Duration lease, Consumer<SmsMessage> unopened) {
        List<SmsOutboxRow> due = due(now, limit);
        if (due.isEmpty()) {
            return List.of();
        }
        var until = now.plus(lease);
        claim(due, until);
        return due.stream().flatMap(row -> opened(row, until, unopened).stream()).toList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private List<SmsOutboxRow> due(Instant now, int limit) {
        return entityManager
                .createNativeQuery(
                        "select * from sms_outbox where parked = false and next_attempt_at <= ?"
                                + " order by next_attempt_at, id"
                                + " fetch first ? rows only for update skip locked",
                        SmsOutboxRow.class)
                .setParameter(1, now.atOffset(UTC))
                .setParameter(2, limit)
                .getResultList();
    }

    private void claim(List<SmsOutboxRow> due, Instant until) {
        var places = String.join(", ", Collections.nCopies(due.size(), "?"));
        var update =
                entityManager.createNativeQuery(
                        "update sms_outbox set next_attempt_at = ?, leased_until = ?,"
                                + " claim = claim + 1 where id in ("
                                + places
                                + ")");
        update.setParameter(1, until.atOffset(UTC));
        update.setParameter(2, until.atOffset(UTC));
        for (int i = 0; i < due.size(); i++) {
            update.setParameter(i + 3, due.get(i).id());
        }
        update.executeUpdate();
    }

    private Optional<ClaimedSms> opened(
            SmsOutboxRow row, Instant until, Consumer<SmsMessage> unopened) {
        try {
            return Optional.of(row.toClaimed(keys, until));
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "SMS {0} is parked: {1}.", row.id(), e.getMessage());
            park(row.id(), row.claim() + 1, "cannot be opened");
            unopened.accept(row.toMessage());
            return Optional.empty();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The row is locked. A worker that claims messages skips it, and one that had it before
     * finds another claim.
     */
    @Override
    public Optional<ClaimedSms> claim(String id, Instant now) {
        var row = entityManager.find(SmsOutboxRow.class, id, PESSIMISTIC_WRITE);
        if (row == null) {
            return Optional.empty();
        }
        if (row.isLeased(now)) {
            throw new Rejection(Reason.SMS_MESSAGE_BEING_SENT);
        }
        hits("update sms_outbox set claim = claim + 1 where id = ?", id);
        try {
            return Optional.of(row.toClaimed(keys, now));
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "SMS {0} cannot be sent: {1}.", id, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void send(ClaimedSms claimed, Instant due) {
        sendBy(claimed, due, null);
    }

    /**
     * {@inheritDoc}
     *
     * @param provider null if none is asked first
     */
    @Override
    public void sendBy(ClaimedSms claimed, Instant due, String provider) {
        hits(
                "update sms_outbox set next_attempt_at = ?, in_doubt_at = ?, parked = false,"
                        + " parked_reason = null, attempts = 0, claim = claim + 1"
                        + " where id = ? and claim = ?",
                due.atOffset(UTC),
                provider,
                claimed.sms().id(),
                claimed.claim());
        promised.run();
    }

    @Override
    public boolean isHeld(ClaimedSms claimed) {
        // Parking a message changes its claim, so the query need not ask whether the message is
        // parked.
        return !entityManager
                .createNativeQuery("select 1 from sms_outbox where id = ? and claim = ?")
                .setParameter(1, claimed.sms().id())
                .setParameter(2, claimed.claim())
                .getResultList()
                .isEmpty();
    }

    @Override
    public boolean remove(ClaimedSms claimed) {
        return hits(
                "delete from sms_outbox where id = ? and claim = ?",
                claimed.sms().id(),
                claimed.claim());
    }

    @Override
    public boolean retryAt(ClaimedSms claimed, Instant due, Failed failure) {
        return hits(
                "update sms_outbox set next_attempt_at = ?, in_doubt_at = ?, asked_last = ?,"
                        + " last_reason = ?, leased_until = null,"
                        + " attempts = attempts + 1, claim = claim + 1 where id = ? and claim = ?",
                due.atOffset(UTC),
                failure.inDoubtAt().orElse(null),
                claimed.message().progress().asked().orElse(null),
                failure.reason(),
                claimed.sms().id(),
                claimed.claim());
    }

    @Override
    public boolean park(ClaimedSms claimed, String reason) {
        return park(claimed.sms().id(), claimed.claim(), reason);
    }

    private boolean park(String id, long claim, String reason) {
        return hits(
                "update sms_outbox set parked = true, parked_reason = ?, leased_until = null, attempts = attempts + 1,"
                        + " claim = claim + 1 where id = ? and claim = ?",
                reason,
                id,
                claim);
    }

    /**
     * Runs a native statement and tells whether it changed one row. It is native because
     * EclipseLink would write the values of a statement that increments columns into its text.
     */
    private boolean hits(String sql, Object... parameters) {
        var change = entityManager.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            change.setParameter(i + 1, parameters[i]);
        }
        return change.executeUpdate() == 1;
    }

    @Override
    public int removeParkedBefore(Instant time, int limit) {
        return entityManager
                .createNativeQuery(
                        "delete from sms_outbox where id in (select id from sms_outbox"
                                + " where parked = true and promised_at < ? fetch first "
                                + limit
                                + " rows only)")
                .setParameter(1, time.atOffset(UTC))
                .executeUpdate();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The rows are locked first. A worker that is settling one of these messages either commits
     * before, and has recorded the message, or finds no row.
     */
    @Override
    public List<SmsMessage> forget(UserId user) {
        var rows =
                entityManager
                        .createQuery(
                                "select s from SmsOutboxRow s where s.header.userId = :user order by s.id",
                                SmsOutboxRow.class)
                        .setParameter("user", user.value())
                        .setLockMode(PESSIMISTIC_WRITE)
                        .getResultList();
        rows.forEach(entityManager::remove);
        entityManager.flush();
        return rows.stream().filter(row -> !row.isParked()).map(SmsOutboxRow::toMessage).toList();
    }

    @Override
    public Optional<Instant> oldest() {
        return entityManager
                .createQuery(
                        "select s from SmsOutboxRow s where s.parked = false"
                                + " order by s.header.promisedAt",
                        SmsOutboxRow.class)
                .setMaxResults(1)
                .getResultStream()
                .map(SmsOutboxRow::promisedAt)
                .findFirst();
    }

    @Override
    public List<Waiting> peek(int limit) {
        return entityManager
                .createQuery(
                        "select s from SmsOutboxRow s where s.parked = false"
                                + " order by s.nextAttemptAt, s.id",
                        SmsOutboxRow.class)
                .setMaxResults(limit)
                .getResultStream()
                .flatMap(row -> row.toWaiting(keys).stream())
                .toList();
    }

    @Override
    public int waiting() {
        return entityManager
                .createQuery(
                        "select count(s) from SmsOutboxRow s where s.parked = false", Long.class)
                .getSingleResult()
                .intValue();
    }
}
