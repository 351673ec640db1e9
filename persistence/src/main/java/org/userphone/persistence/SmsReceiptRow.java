package org.userphone.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;

/** A receipt that waits for its message to be recorded. */
@Entity
@Table(name = "sms_receipt")
class SmsReceiptRow {

    @Id private String place;

    private String provider;
    private String reference;
    private boolean delivered;
    private String reason;
    private Instant at;

    /** For JPA. */
    protected SmsReceiptRow() {}

    /** The primary key, which identifies the message of a receipt. */
    static String place(Reference reference) {
        return reference.provider() + " " + reference.id();
    }

    Receipt toReceipt() {
        return new Receipt(
                new Reference(provider, reference),
                delivered,
                Optional.ofNullable(reason),
                at,
                true);
    }
}
