package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.EventFormat;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.UserEvent;
import org.userphone.domain.user.UserEvent.Erased;

/** An event of a user. The payload is encrypted under the key of the user. */
@Entity
@Table(name = "user_event")
@IdClass(UserEventRow.Key.class)
class UserEventRow extends EventRow {

    /** The payload of an event without data, which is not encrypted. */
    private static final String EMPTY = "{}";

    /** The primary key; JPA 3.1 takes no record here. */
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

    @Column(name = "resource_owner")
    private String resourceOwner;

    /** For JPA. */
    protected UserEventRow() {}

    /**
     * @param key the key of the user
     */
    UserEventRow(RecordedEvent recorded, OrganisationId owner, Keyring key) {
        super(
                recorded.position(),
                recorded.editor(),
                EventFormat.typeOf(recorded.event()),
                payload(recorded, key));
        userId = recorded.user().value();
        resourceOwner = owner.value();
    }

    private static String payload(RecordedEvent recorded, Keyring key) {
        var payload = PayloadJson.write(EventFormat.payloadOf(recorded.event()));
        if (payload.equals(EMPTY)) {
            return payload;
        }
        var place = place(recorded.user().value(), recorded.position().sequence());
        return key.seal(Purpose.EVENT, place, payload);
    }

    /**
     * The event, decrypted. If another key encrypted it, it belongs to an earlier user with this id
     * who has been deleted, and is returned as {@link Erased}.
     *
     * @param key the key of the user
     */
    RecordedEvent toRecorded(Keyring key) {
        if (isPlain() || !key.holdsKeyOf(payload())) {
            return toRecordedWithoutKey();
        }
        var place = place(userId, position().sequence());
        return recorded(read(key.open(Purpose.EVENT, place, payload())));
    }

    /**
     * The event of a user whose key does not exist or no longer. If it is encrypted, it is returned
     * as {@link Erased}.
     */
    RecordedEvent toRecordedWithoutKey() {
        return recorded(isPlain() ? read(payload()) : new Erased(type()));
    }

    private boolean isPlain() {
        return payload().startsWith("{");
    }

    private UserEvent read(String json) {
        return EventFormat.read(type(), PayloadJson.read(json));
    }

    private RecordedEvent recorded(UserEvent event) {
        return new RecordedEvent(new UserId(userId), position(), editor(), event);
    }

    private static String place(String user, long sequence) {
        return user + "/" + sequence;
    }

    UserId user() {
        return new UserId(userId);
    }

    OrganisationId owner() {
        return new OrganisationId(resourceOwner);
    }
}
