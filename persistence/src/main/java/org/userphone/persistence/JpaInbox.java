package org.userphone.persistence;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox;

/** The inbox for development in the database. */
@Dependent
@Transactional
class JpaInbox implements Inbox {

    private final EntityManager entityManager;

    @Inject
    JpaInbox(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A native query, because only the database can ignore a row that exists already without
     * failing the transaction.
     */
    @Override
    public void put(Message message) {
        entityManager
                .createNativeQuery(
                        "insert into inbox_message (id, user_id, recipient, text, arrived_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                .setParameter(1, message.id())
                .setParameter(2, message.user().value())
                .setParameter(3, message.recipient())
                .setParameter(4, message.text())
                .setParameter(5, message.at().atOffset(UTC))
                .executeUpdate();
    }

    @Override
    public void forget(UserId user) {
        entityManager
                .createNativeQuery("delete from inbox_message where user_id = ?")
                .setParameter(1, user.value())
                .executeUpdate();
    }

    @Override
    public List<Message> latest(int limit) {
        return entityManager
                .createQuery(
                        "select m from InboxMessageRow m order by m.arrivedAt desc, m.id desc",
                        InboxMessageRow.class)
                .setMaxResults(limit)
                .getResultStream()
                .map(InboxMessageRow::toMessage)
                .toList();
    }
}
