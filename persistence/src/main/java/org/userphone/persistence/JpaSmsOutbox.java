package org.userphone.persistence;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsOutbox;

/**
 * The outbox in the database. A claim is a number in the row: whoever counts it up owns the message
 * until the lease ends, and whoever finds another number has lost it.
 */
@Dependent
@Transactional
class JpaSmsOutbox implements SmsOutbox {

    private static final String IF_STILL_CLAIMED = " where s.id = :id and s.claim = :claim";

    private final EntityManager entityManager;
    private final Keyring keys;

    @Inject
    JpaSmsOutbox(EntityManager entityManager, Keyring keys) {
        this.entityManager = entityManager;
        this.keys = keys;
    }

    @Override
    public void add(Sms sms) {
        entityManager.persist(new SmsOutboxRow(sms, keys));
        entityManager.flush();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Workers look at the same rows; who updates a row first gets it, the others see that it is
     * no longer as they found it and leave it.
     */
    @Override
    @Transactional(REQUIRES_NEW)
    public List<ClaimedSms> claimDue(Instant now, int most, Duration lease) {
        return entityManager
                .createQuery(
                        "select s from SmsOutboxRow s"
                                + " where s.parked = false and s.nextAttemptAt <= :now"
                                + " order by s.nextAttemptAt, s.id",
                        SmsOutboxRow.class)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultStream()
                .filter(row -> claim(row, now.plus(lease)))
                .map(row -> row.toClaimed(keys, row.claim() + 1))
                .toList();
    }

    private boolean claim(SmsOutboxRow row, Instant until) {
        var claim =
                entityManager.createQuery(
                        "update SmsOutboxRow s set s.nextAttemptAt = :until, s.claim = s.claim + 1"
                                + IF_STILL_CLAIMED);
        return hits(claim.setParameter("until", until), row.id(), row.claim());
    }

    @Override
    public boolean remove(ClaimedSms claimed) {
        return settle(
                entityManager.createQuery("delete from SmsOutboxRow s" + IF_STILL_CLAIMED),
                claimed);
    }

    @Override
    public boolean retryAt(ClaimedSms claimed, Instant due) {
        var retry =
                entityManager.createQuery(
                        "update SmsOutboxRow s set s.nextAttemptAt = :due,"
                                + " s.attempts = s.attempts + 1, s.claim = s.claim + 1"
                                + IF_STILL_CLAIMED);
        return settle(retry.setParameter("due", due), claimed);
    }

    @Override
    public boolean park(ClaimedSms claimed, String reason) {
        var park =
                entityManager.createQuery(
                        "update SmsOutboxRow s set s.parked = true, s.parkedReason = :reason,"
                                + " s.attempts = s.attempts + 1, s.claim = s.claim + 1"
                                + IF_STILL_CLAIMED);
        return settle(park.setParameter("reason", reason), claimed);
    }

    private static boolean settle(Query change, ClaimedSms claimed) {
        return hits(change, claimed.sms().id(), claimed.claim());
    }

    private static boolean hits(Query change, String id, long claim) {
        return change.setParameter("id", id).setParameter("claim", claim).executeUpdate() == 1;
    }

    @Override
    public Optional<Instant> oldestDue() {
        return entityManager
                .createQuery(
                        "select s from SmsOutboxRow s where s.parked = false"
                                + " order by s.nextAttemptAt",
                        SmsOutboxRow.class)
                .setMaxResults(1)
                .getResultStream()
                .map(SmsOutboxRow::nextAttemptAt)
                .findFirst();
    }
}
