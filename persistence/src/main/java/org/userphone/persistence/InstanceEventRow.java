package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/** One event of the instance; nothing about it is secret or personal. */
@Entity
@Table(name = "instance_event")
class InstanceEventRow {

    @Id private long sequence;

    private String type;
    private String payload;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String editor;

    /** For JPA. */
    protected InstanceEventRow() {}

    InstanceEventRow(InstanceEvent event) {
        sequence = event.position().sequence();
        type = event.type();
        payload = PayloadJson.write(event.payload());
        occurredAt = event.position().at();
        editor = event.editor().id();
    }

    InstanceEvent toEvent() {
        return new InstanceEvent(
                new EventPosition(sequence, occurredAt),
                new Editor(editor),
                type,
                PayloadJson.read(payload));
    }
}
