package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.UserId;

/** One event in the log. */
@Entity
@Table(name = "user_event")
@IdClass(UserEventRow.Key.class)
class UserEventRow {

    /** Where the event lies; JPA 3.1 takes no record here. */
    static class Key implements Serializable {

        private String userId;
        private long sequence;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && sequence == key.sequence
                    && Objects.equals(userId, key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, sequence);
        }
    }

    @Id
    @Column(name = "user_id")
    private String userId;

    @Id private long sequence;

    private String type;
    private String payload;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String editor;

    /** For JPA. */
    protected UserEventRow() {}

    UserEventRow(RecordedEvent recorded) {
        userId = recorded.user().value();
        sequence = recorded.position().sequence();
        type = EventFormat.typeOf(recorded.event());
        payload = EventFormat.write(recorded.event());
        occurredAt = recorded.position().at();
        editor = recorded.editor().id();
    }

    RecordedEvent toRecorded() {
        return new RecordedEvent(
                new UserId(userId),
                new EventPosition(sequence, occurredAt),
                new Editor(editor),
                EventFormat.read(type, payload));
    }
}
