package org.userphone.persistence;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Status;

/** The record of a message that does not wait any more. */
@Entity
@Table(name = "sms_message")
class SmsMessageRow {

    @Id private String id;

    @Embedded private SmsHeaderColumns header;
    @Embedded private SmsRecordColumns columns;

    /** For JPA. */
    protected SmsMessageRow() {}

    SmsMessageRow(SmsMessage message) {
        id = message.id();
        header = new SmsHeaderColumns(message);
        columns = new SmsRecordColumns(message);
    }

    /** Takes over what a receipt can change. */
    final void become(Status status) {
        columns.become(status);
    }

    String id() {
        return id;
    }

    SmsMessage toMessage() {
        return toMessage(List.of());
    }

    SmsMessage toMessage(List<SmsPartRow> parts) {
        return columns.toMessage(id, header, null, null, parts);
    }
}
