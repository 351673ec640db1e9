package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventFormat;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.Erased;

/** One event in the log. */
@Entity
@Table(name = "user_event")
@IdClass(UserEventRow.Key.class)
class UserEventRow {

    /** The payload of an event that says nothing but that it happened; there is nothing to seal. */
    private static final String NOTHING = "{}";

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

    @Column(name = "resource_owner")
    private String resourceOwner;

    private String type;
    private String payload;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String editor;

    /** For JPA. */
    protected UserEventRow() {}

    /**
     * @param key the user's own
     */
    UserEventRow(RecordedEvent recorded, OrganisationId owner, Keyring key) {
        userId = recorded.user().value();
        sequence = recorded.position().sequence();
        resourceOwner = owner.value();
        type = EventFormat.typeOf(recorded.event());
        payload = PayloadJson.write(EventFormat.payloadOf(recorded.event()));
        if (!payload.equals(NOTHING)) {
            payload = key.seal(Purpose.EVENT, place(), payload);
        }
        occurredAt = recorded.position().at();
        editor = recorded.editor().id();
    }

    /**
     * @param key the user's own; absent if the user was deleted
     */
    RecordedEvent toRecorded(Optional<Keyring> key) {
        return new RecordedEvent(
                new UserId(userId),
                new EventPosition(sequence, occurredAt),
                new Editor(editor),
                event(key));
    }

    /** What another key sealed was about an earlier user with this id, who was deleted. */
    private UserEvent event(Optional<Keyring> key) {
        if (payload.startsWith("{")) {
            return EventFormat.read(type, PayloadJson.read(payload));
        }
        return key.filter(held -> held.holdsKeyOf(payload))
                .map(held -> held.open(Purpose.EVENT, place(), payload))
                .map(json -> EventFormat.read(type, PayloadJson.read(json)))
                .orElseGet(() -> new Erased(type));
    }

    private String place() {
        return userId + "/" + sequence;
    }

    OrganisationId owner() {
        return new OrganisationId(resourceOwner);
    }
}
