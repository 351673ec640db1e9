package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.userphone.domain.sms.SmsMessage;

/** The record of any message, as a view shows it; it is read only. */
@Entity
@Table(name = "sms_story")
class SmsStoryRow {

    @Id private String id;

    @Embedded private SmsHeaderColumns header;
    @Embedded private SmsRecordColumns columns;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    @Column(name = "leased_until")
    private Instant leasedUntil;

    /** For JPA. */
    protected SmsStoryRow() {}

    SmsMessage toMessage() {
        return columns.toMessage(id, header, nextAttemptAt, leasedUntil, List.of());
    }
}
