package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

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

    void moveTo(long newSequence) {
        sequence = newSequence;
    }
}
