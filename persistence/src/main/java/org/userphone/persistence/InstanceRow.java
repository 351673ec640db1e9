package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The instance. There is one row, which the migration adds; its lock orders all changes. */
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
