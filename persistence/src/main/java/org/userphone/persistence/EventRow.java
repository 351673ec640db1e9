package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * The columns that all tables of events have: those for users, organisations and the instance. A
 * subclass adds whose event it is.
 */
@MappedSuperclass
abstract class EventRow {

    @Id private long sequence;

    private String type;
    private String payload;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String editor;

    /** For JPA. */
    protected EventRow() {}

    /**
     * @param payload a JSON object, encrypted or not
     */
    EventRow(EventPosition position, Editor editor, String type, String payload) {
        this.sequence = position.sequence();
        this.type = type;
        this.payload = payload;
        this.occurredAt = position.at();
        this.editor = editor.id();
    }

    final EventPosition position() {
        return new EventPosition(sequence, occurredAt);
    }

    final Editor editor() {
        return new Editor(editor);
    }

    final String type() {
        return type;
    }

    final String payload() {
        return payload;
    }
}
