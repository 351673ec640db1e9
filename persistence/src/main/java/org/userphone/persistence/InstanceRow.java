package org.userphone.persistence;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * The instance. The migrations insert the only row; locking it puts all changes of the instance in
 * order.
 */
@Entity
@Table(name = "instance")
class InstanceRow {

    @Id private String id;

    private long sequence;

    /** For JPA. */
    protected InstanceRow() {}

    long sequence() {
        return sequence;
    }

    /** Records what an operator has done to the instance, and returns where it stands. */
    static EventPosition record(
            EntityManager entityManager,
            Instant at,
            Editor editor,
            String type,
            Map<String, Object> payload) {
        var instance =
                entityManager.find(InstanceRow.class, InstanceEvent.INSTANCE, PESSIMISTIC_WRITE);
        var position = new EventPosition(instance.sequence + 1, at);
        instance.moveTo(position.sequence());
        entityManager.persist(
                new InstanceEventRow(new InstanceEvent(position, editor, type, payload)));
        return position;
    }

    void moveTo(long newSequence) {
        sequence = newSequence;
    }
}
