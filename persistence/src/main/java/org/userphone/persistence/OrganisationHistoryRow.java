package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The history of one organisation; its lock orders all that is done to it. */
@Entity
@Table(name = "organisation_history")
class OrganisationHistoryRow {

    @Id private String organisation;

    private long sequence;

    /** For JPA, and for nobody else: rows are added by {@link JpaMessageTexts#change}. */
    protected OrganisationHistoryRow() {}

    /** The place of the next event. */
    long next() {
        return ++sequence;
    }
}
