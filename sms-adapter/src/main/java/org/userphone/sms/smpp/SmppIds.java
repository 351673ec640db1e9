package org.userphone.sms.smpp;

import java.math.BigInteger;

/**
 * How an SMSC writes the ids of messages. Some SMSCs write the same number as hexadecimal digits in
 * the answer to a message and as decimal digits in the text of its receipt, or the other way round.
 * Of these, both are read as hexadecimal digits, so that they can be found to be the same.
 */
enum SmppIds {
    SAME(0, 0),
    HEX_DECIMAL(16, 10),
    DECIMAL_HEX(10, 16);

    private final int answerRadix;
    private final int textRadix;

    /**
     * @param answerRadix 10 or 16; 0 if ids in answers are taken as they are
     * @param textRadix the same for ids in the texts of receipts
     */
    SmppIds(int answerRadix, int textRadix) {
        this.answerRadix = answerRadix;
        this.textRadix = textRadix;
    }

    /**
     * Reads the value of the setting userphone.sms.smpp.ids.
     *
     * @throws IllegalArgumentException if it is none of those that there are
     */
    static SmppIds named(String name) {
        return switch (name) {
            case "same" -> SAME;
            case "hex-decimal" -> HEX_DECIMAL;
            case "decimal-hex" -> DECIMAL_HEX;
            default -> throw new IllegalArgumentException("it is same, hex-decimal or decimal-hex");
        };
    }

    /** Reads the id in the answer to a message, or in the receipted_message_id of a receipt. */
    String ofAnswer(String id) {
        return read(id, answerRadix);
    }

    /** Reads the id in the text of a receipt. */
    String ofText(String id) {
        return read(id, textRadix);
    }

    /** An id that is no number of this radix stays as it is. */
    private static String read(String id, int radix) {
        var digits = radix == 16 ? "[0-9A-Fa-f]{1,64}" : "[0-9]{1,64}";
        return radix != 0 && id.matches(digits) ? new BigInteger(id, radix).toString(16) : id;
    }
}
