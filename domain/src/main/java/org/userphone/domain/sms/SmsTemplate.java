package org.userphone.domain.sms;

import org.userphone.domain.code.IssuedCode;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Ids;

/** The text that carries a code to a phone. */
public final class SmsTemplate {

    private static final String CODE = "{code}";

    private final String text;
    private final Ids ids;

    /**
     * @param text holds <code>{code}</code>, which stands for the code
     */
    public SmsTemplate(String text, Ids ids) {
        if (!text.contains(CODE)) {
            throw new IllegalArgumentException("the text of the SMS does not hold " + CODE);
        }
        this.text = text;
        this.ids = ids;
    }

    /** The message for a code that a change has just added. */
    public Sms write(Change change, IssuedCode code) {
        var phone = change.after().human().phone();
        var pending = phone.pendingCode().orElseThrow();
        return new Sms(
                ids.next(),
                change.after().id(),
                change.after().resourceOwner(),
                pending.sequence(),
                phone.number().orElseThrow(),
                code.plain(),
                text.replace(CODE, code.plain().text()),
                change.after().last().at(),
                pending.expiresAt());
    }
}
