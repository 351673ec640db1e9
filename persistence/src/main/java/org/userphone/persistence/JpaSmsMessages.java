package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsUsage;
import org.userphone.domain.sms.UsageQuery;

/** The records of messages in the database. */
@Dependent
@Transactional
class JpaSmsMessages implements SmsMessages {

    private final EntityManager entityManager;

    @Inject
    JpaSmsMessages(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(SmsMessage message) {
        entityManager.persist(new SmsMessageRow(message));
        entityManager.flush();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The rows are locked in the order of their ids, so that no two transactions wait for each
     * other. The database selects by the reference only; the few messages of other providers with
     * the same reference are left out here.
     */
    @Override
    public List<SmsMessage> lock(Collection<Reference> references, Instant since) {
        if (references.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "select m from SmsMessageRow m"
                                + " where m.reference in :references and m.promisedAt >= :since"
                                + " order by m.id",
                        SmsMessageRow.class)
                .setParameter("references", references.stream().map(Reference::id).toList())
                .setParameter("since", since)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultStream()
                .map(SmsMessageRow::toMessage)
                .filter(message -> references.contains(message.reference().orElseThrow()))
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>All rows are written together by one flush.
     */
    @Override
    public void update(List<SmsMessage> messages) {
        for (var message : messages) {
            entityManager.find(SmsMessageRow.class, message.id()).become(message.status());
        }
        entityManager.flush();
    }

    @Override
    public List<SmsMessage> of(UserId user, int offset, int limit) {
        return entityManager
                .createQuery(
                        "select m from SmsMessageRow m where m.userId = :user"
                                + " order by m.promisedAt desc, m.id desc",
                        SmsMessageRow.class)
                .setParameter("user", user.value())
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultStream()
                .map(SmsMessageRow::toMessage)
                .toList();
    }

    /**
     * A native query, because on H2 EclipseLink would write the values of a query with sums into
     * its text.
     */
    @Override
    public List<SmsUsage> usage(UsageQuery wanted) {
        var query =
                entityManager.createNativeQuery(
                        """
                        select resource_owner, country, count(provider),
                            coalesce(sum(case when provider is not null then segments end), 0),
                            sum(cost), count(case when state = 'DELIVERED' then 1 end), count(*)
                        from sms_message where promised_at >= ? and promised_at < ?
                        """
                                + (wanted.organisation().isPresent()
                                        ? "and resource_owner = ? "
                                        : "")
                                + "group by resource_owner, country"
                                + " order by resource_owner, country");
        query.setParameter(1, wanted.from().atOffset(UTC));
        query.setParameter(2, wanted.until().atOffset(UTC));
        wanted.organisation().ifPresent(owner -> query.setParameter(3, owner.value()));
        return rows(query).map(JpaSmsMessages::usage).toList();
    }

    @SuppressWarnings("unchecked")
    private static Stream<Object[]> rows(Query query) {
        return query.getResultStream();
    }

    private static SmsUsage usage(Object[] sums) {
        long taken = ((Number) sums[2]).longValue();
        return new SmsUsage(
                new OrganisationId((String) sums[0]),
                (String) sums[1],
                taken,
                ((Number) sums[3]).longValue(),
                (BigDecimal) sums[4],
                ((Number) sums[5]).longValue(),
                ((Number) sums[6]).longValue() - taken);
    }

    @Override
    public void forget(UserId user) {
        entityManager
                .createNativeQuery("update sms_message set user_id = null where user_id = ?")
                .setParameter(1, user.value())
                .executeUpdate();
    }

    /** A native query, because JPA has no limit for deletions. */
    @Override
    public int removeBefore(Instant time, int limit) {
        return entityManager
                .createNativeQuery(
                        "delete from sms_message where id in (select id from sms_message"
                                + " where promised_at < ? order by promised_at fetch first "
                                + limit
                                + " rows only)")
                .setParameter(1, time.atOffset(UTC))
                .executeUpdate();
    }
}
