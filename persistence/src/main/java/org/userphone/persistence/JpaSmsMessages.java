package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Attempt;
import org.userphone.domain.sms.ClaimedSms;
import org.userphone.domain.sms.MessageQuery;
import org.userphone.domain.sms.ProviderUse;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsStory;
import org.userphone.domain.sms.SmsUsage;
import org.userphone.domain.sms.UsageQuery;

/** The records of messages in the database. */
@Dependent
@Transactional
class JpaSmsMessages implements SmsMessages {

    /** So many parts are removed with each message, which is more than nearly all have. */
    private static final int PARTS_OF_A_MESSAGE = 5;

    private final EntityManager entityManager;
    private final SearchTimeout timeout;

    @Inject
    JpaSmsMessages(EntityManager entityManager, SearchTimeout timeout) {
        this.entityManager = entityManager;
        this.timeout = timeout;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The next flush writes a message without parts, together with what else is written then.
     * Parts are written by themselves, so that they are batched, however many they are.
     */
    @Override
    public void add(SmsMessage message) {
        entityManager.persist(new SmsMessageRow(message));
        if (!message.parts().isEmpty()) {
            entityManager.flush();
            for (int place = 0; place < message.parts().size(); place++) {
                entityManager.persist(new SmsPartRow(message, place));
            }
            entityManager.flush();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The rows are locked in the order of their ids, so that no two transactions wait for each
     * other, and parts are read after that. The database selects by the reference only; the few
     * messages of other providers with the same reference are left out here.
     */
    @Override
    public List<SmsMessage> lock(Collection<Reference> references, Instant since) {
        if (references.isEmpty()) {
            return List.of();
        }
        var wanted = references.stream().map(Reference::id).toList();
        var inParts =
                entityManager
                        .createQuery(
                                "select distinct p.message from SmsPartRow p"
                                        + " where p.reference in :references"
                                        + " and p.promisedAt >= :since",
                                String.class)
                        .setParameter("references", wanted)
                        .setParameter("since", since)
                        .getResultList();
        var rows =
                inParts.isEmpty()
                        ? lock("m.columns.reference in :wanted", wanted, since)
                        : lock("m.id in :wanted", withWhole(inParts, wanted, since), since);
        var parts = inParts.isEmpty() ? Map.<String, List<SmsPartRow>>of() : parts(inParts);
        return rows.stream()
                .map(row -> row.toMessage(parts.getOrDefault(row.id(), List.of())))
                .filter(message -> !Collections.disjoint(message.references(), references))
                .toList();
    }

    private List<SmsMessageRow> lock(String condition, Collection<String> wanted, Instant since) {
        return entityManager
                .createQuery(
                        "select m from SmsMessageRow m where "
                                + condition
                                + " and m.header.promisedAt >= :since order by m.id",
                        SmsMessageRow.class)
                .setParameter("wanted", wanted)
                .setParameter("since", since)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    /**
     * The ids of these messages and of those that are wanted themselves. They are looked for before
     * they are locked, because a database may read a whole table for an "or".
     */
    private Set<String> withWhole(List<String> inParts, List<String> wanted, Instant since) {
        var ids = new TreeSet<>(inParts);
        ids.addAll(
                entityManager
                        .createQuery(
                                "select m.id from SmsMessageRow m"
                                        + " where m.columns.reference in :wanted"
                                        + " and m.header.promisedAt >= :since",
                                String.class)
                        .setParameter("wanted", wanted)
                        .setParameter("since", since)
                        .getResultList());
        return ids;
    }

    private Map<String, List<SmsPartRow>> parts(List<String> messages) {
        return entityManager
                .createQuery(
                        "select p from SmsPartRow p where p.message in :messages order by p.place",
                        SmsPartRow.class)
                .setParameter("messages", messages)
                .getResultStream()
                .collect(groupingBy(SmsPartRow::message));
    }

    @Override
    public void update(List<SmsMessage> messages) {
        for (var message : messages) {
            entityManager.find(SmsMessageRow.class, message.id()).become(message.status());
            for (int place = 0; place < message.parts().size(); place++) {
                entityManager
                        .find(SmsPartRow.class, SmsPartRow.id(message, place))
                        .become(message.parts().get(place));
            }
        }
    }

    @Override
    public void remove(String id) {
        entityManager
                .createNativeQuery("delete from sms_message where id = ?")
                .setParameter(1, id)
                .executeUpdate();
    }

    @Override
    public void addAttempts(ClaimedSms claimed, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        for (int place = 0; place < attempts.size(); place++) {
            entityManager.persist(new SmsAttemptRow(claimed, place, attempts.get(place)));
        }
        entityManager.flush();
    }

    @Override
    public List<SmsMessage> search(MessageQuery query) {
        if (query.wanted().values().stream().anyMatch(Set::isEmpty)) {
            return List.of();
        }
        var conditions = new MessageConditions(query);
        var statement =
                conditions
                        .bindTo(
                                entityManager.createQuery(
                                        "select m from SmsStoryRow m"
                                                + conditions
                                                + " order by m.header.promisedAt desc, m.id desc",
                                        SmsStoryRow.class))
                        .setFirstResult(query.offset())
                        .setMaxResults(query.limit());
        return timeout
                .within(entityManager, statement, search -> statement.getResultList())
                .stream()
                .map(SmsStoryRow::toMessage)
                .toList();
    }

    /** A native query, because JPA has no functions over the rows of a group. */
    @Override
    public Map<String, List<Attempt>> attempts(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var query =
                entityManager.createNativeQuery(
                        "select r.* from (select a.*, row_number() over"
                                + " (partition by message_id order by claim desc, place desc)"
                                + " as latest from sms_attempt a where message_id in ("
                                + String.join(", ", Collections.nCopies(ids.size(), "?"))
                                + ")) r where latest <= "
                                + SmsStory.MAX_ATTEMPTS
                                + " order by claim, place",
                        SmsAttemptRow.class);
        int place = 0;
        for (var id : ids) {
            query.setParameter(++place, id);
        }
        return attemptRows(query)
                .collect(
                        groupingBy(
                                SmsAttemptRow::messageId,
                                mapping(SmsAttemptRow::toAttempt, toList())));
    }

    @Override
    public Map<String, ProviderUse> use(Collection<String> providers, Instant since) {
        return new ProviderUses(entityManager, timeout).of(providers, since);
    }

    @SuppressWarnings("unchecked")
    private static Stream<SmsAttemptRow> attemptRows(Query query) {
        return ((List<SmsAttemptRow>) query.getResultList()).stream();
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
                .createNativeQuery(
                        "update sms_message set user_id = null, number_hash = null,"
                                + " request_id = null where user_id = ?")
                .setParameter(1, user.value())
                .executeUpdate();
    }

    /** Native queries, because JPA has no limit for deletions. */
    @Override
    public int removeBefore(Instant time, int limit) {
        removeBefore("sms_part", time, PARTS_OF_A_MESSAGE * limit);
        return removeBefore("sms_message", time, limit);
    }

    @Override
    public int removeAttemptsBefore(Instant time, int limit) {
        return removeBefore("sms_attempt", time, limit);
    }

    private int removeBefore(String table, Instant time, int limit) {
        return entityManager
                .createNativeQuery(
                        "delete from %1$s where id in (select id from %1$s where promised_at < ? order by promised_at fetch first %2$d rows only)"
                                .formatted(table, limit))
                .setParameter(1, time.atOffset(UTC))
                .executeUpdate();
    }
}
