package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox.Message;

/** One message in the development inbox. */
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

    /** For JPA, and for nobody else: rows are added by {@link JpaInbox#put}. */
    protected InboxMessageRow() {}

    Message toMessage() {
        return new Message(id, new UserId(userId), recipient, text, arrivedAt);
    }
}
