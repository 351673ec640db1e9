package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.Part;

/** One of the SMS of a long message. */
@Entity
@Table(name = "sms_part")
class SmsPartRow {

    @Id private String id;

    private String message;
    private int place;
    private String reference;
    private boolean delivered;

    @Column(name = "promised_at")
    private Instant promisedAt;

    /** For JPA. */
    protected SmsPartRow() {}

    /**
     * @param place of the part in its message, from 0 on
     */
    SmsPartRow(SmsMessage of, int place) {
        id = id(of, place);
        message = of.id();
        this.place = place;
        promisedAt = of.dispatch().promisedAt();
        reference = of.parts().get(place).reference().id();
        become(of.parts().get(place));
    }

    /** The primary key. */
    static String id(SmsMessage message, int place) {
        return message.id() + " " + place;
    }

    /** Takes over what a receipt can change. */
    final void become(Part part) {
        delivered = part.delivered();
    }

    String message() {
        return message;
    }

    /**
     * @param provider that of the message
     */
    Part toPart(String provider) {
        return new Part(new Reference(provider, reference), delivered);
    }
}
