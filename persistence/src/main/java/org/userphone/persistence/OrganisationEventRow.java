package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.OrganisationEvent;

/** An event of an organisation. The payload contains no secrets and no personal data. */
@Entity
@Table(name = "organisation_event")
@IdClass(OrganisationEventRow.Key.class)
class OrganisationEventRow extends EventRow {

    @Id private String organisation;

    /** For JPA. */
    protected OrganisationEventRow() {}

    OrganisationEventRow(OrganisationEvent event) {
        super(event.position(), event.editor(), event.type(), PayloadJson.write(event.payload()));
        organisation = event.organisation().value();
    }

    OrganisationEvent toEvent() {
        return new OrganisationEvent(
                new OrganisationId(organisation),
                position(),
                editor(),
                type(),
                PayloadJson.read(payload()));
    }

    /** The primary key. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1;

        private String organisation;
        private long sequence;

        /** For JPA. */
        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.organisation.equals(organisation)
                    && key.sequence == sequence;
        }

        @Override
        public int hashCode() {
            return Objects.hash(organisation, sequence);
        }
    }
}
