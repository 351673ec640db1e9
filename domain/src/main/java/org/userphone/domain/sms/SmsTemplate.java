package org.userphone.domain.sms;

import java.util.Map;
import org.userphone.domain.code.IssuedCode;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Ids;

/** The text that carries a code to a phone. */
public final class SmsTemplate {

    private static final String CODE = "{code}";

    private final String text;
    private final Tariff tariff;
    private final SenderIds senders;
    private final Ids ids;

    /**
     * @param text holds <code>{code}</code>, which stands for the code
     */
    public SmsTemplate(String text, Tariff tariff, SenderIds senders, Ids ids) {
        if (!text.contains(CODE)) {
            throw new IllegalArgumentException("the text of the SMS does not hold " + CODE);
        }
        this.text = text;
        this.tariff = tariff;
        this.senders = senders;
        this.ids = ids;
    }

    /** The message for a code that a change has just added. */
    public Sms write(Change change, IssuedCode code) {
        var phone = change.after().human().phone();
        var pending = phone.pendingCode().orElseThrow();
        var recipient = phone.number().orElseThrow();
        var country = recipient.country();
        var owner = change.after().resourceOwner();
        var written = text.replace(CODE, code.plain().text());
        return new Sms(
                ids.next(),
                change.after().id(),
                owner,
                pending.sequence(),
                recipient,
                code.plain(),
                written,
                Map.of(),
                senders.of(owner, country),
                tariff.cost(country, Segments.of(written).count()),
                change.after().last().at(),
                pending.expiresAt());
    }
}
