package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox.Message;

/** A message in the inbox for development. */
@Entity
@Table(name = "inbox_message")
class InboxMessageRow {

    @Id private String id;

    @Column(name = "user_id")
    private String userId;

    private String recipient;
    private String text;

    @Column(name = "arrived_at")
    private Instant arrivedAt;

    /** For JPA. Rows are inserted by {@link JpaInbox#put}. */
    protected InboxMessageRow() {}

    Message toMessage() {
        return new Message(id, new UserId(userId), recipient, text, arrivedAt);
    }
}
