package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * The history of an organisation. Locking the row puts all changes of the organisation in order.
 */
@Entity
@Table(name = "organisation_history")
class OrganisationHistoryRow {

    @Id private String organisation;

    private long sequence;

    /** For JPA. Rows are inserted by {@link JpaMessageTexts#change}. */
    protected OrganisationHistoryRow() {}

    /** The sequence of the next event. */
    long next() {
        return ++sequence;
    }
}
