package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.userphone.domain.provider.InstanceEvent;

/** An event of the instance. The payload contains no secrets and no personal data. */
@Entity
@Table(name = "instance_event")
class InstanceEventRow extends EventRow {

    /** For JPA. */
    protected InstanceEventRow() {}

    InstanceEventRow(InstanceEvent event) {
        super(event.position(), event.editor(), event.type(), PayloadJson.write(event.payload()));
    }

    InstanceEvent toEvent() {
        return new InstanceEvent(position(), editor(), type(), PayloadJson.read(payload()));
    }
}
