package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One organisation that a verified token has named. */
@Entity
@Table(name = "organisation")
class OrganisationRow {

    @Id private String id;

    /** For JPA, and for nobody else: rows are added by {@link JpaOrganisations#remember}. */
    protected OrganisationRow() {}
}
