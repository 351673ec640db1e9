package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.text.OrganisationEvent;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/** One event of an organisation; nothing about it is secret or personal. */
@Entity
@Table(name = "organisation_event")
@IdClass(OrganisationEventRow.Key.class)
class OrganisationEventRow {

    @Id private String organisation;
    @Id private long sequence;

    private String type;
    private String payload;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String editor;

    /** For JPA. */
    protected OrganisationEventRow() {}

    OrganisationEventRow(OrganisationEvent event) {
        organisation = event.organisation().value();
        sequence = event.position().sequence();
        type = event.type();
        payload = PayloadJson.write(event.payload());
        occurredAt = event.position().at();
        editor = event.editor().id();
    }

    OrganisationEvent toEvent() {
        return new OrganisationEvent(
                new OrganisationId(organisation),
                new EventPosition(sequence, occurredAt),
                new Editor(editor),
                type,
                PayloadJson.read(payload));
    }

    /** What JPA finds a row by. */
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
