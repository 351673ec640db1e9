package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An organisation that a verified token has named. */
@Entity
@Table(name = "organisation")
class OrganisationRow {

    @Id private String id;

    /** For JPA. Rows are inserted by {@link JpaOrganisations#remember}. */
    protected OrganisationRow() {}
}
