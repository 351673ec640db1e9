package org.userphone.sms.smpp;

import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;

/** The source address of a message, with its type of number (SMPP 3.4 section 5.2.5). */
record SmppSource(TypeOfNumber ton, NumberingPlanIndicator npi, String address) {

    /**
     * Reads +41791234567 as an international number, digits alone as a short code, and other text
     * as a name.
     *
     * @throws IllegalArgumentException if a name is too long or not ASCII
     */
    static SmppSource parse(String text) {
        if (text.matches("\\+[1-9][0-9]{1,14}")) {
            return new SmppSource(
                    TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, text.substring(1));
        }
        if (text.matches("[0-9]{1,20}")) {
            return new SmppSource(TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, text);
        }
        if (text.matches("[ -~]{1,11}")) {
            return new SmppSource(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, text);
        }
        throw new IllegalArgumentException(
                "it is +number, a short code or a name of 1 to 11 ASCII characters");
    }
}
