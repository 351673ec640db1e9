package org.userphone.sms;

import java.math.BigInteger;

/**
 * How an SMSC writes the ids of messages. Some write the same number in one way when they answer
 * and in another in the text of a receipt; so that both can be found to be the same, the number is
 * kept as hexadecimal digits then.
 */
enum SmppIds {
    SAME(0, 0),
    HEX_DECIMAL(16, 10),
    DECIMAL_HEX(10, 16);

    private final int inAnswers;
    private final int inTexts;

    SmppIds(int inAnswers, int inTexts) {
        this.inAnswers = inAnswers;
        this.inTexts = inTexts;
    }

    static SmppIds named(String name) {
        return switch (name) {
            case "same" -> SAME;
            case "hex-decimal" -> HEX_DECIMAL;
            case "decimal-hex" -> DECIMAL_HEX;
            default -> throw new IllegalArgumentException("it is same, hex-decimal or decimal-hex");
        };
    }

    /** The id in the answer to a message, or in the receipted_message_id of a receipt. */
    String ofAnswer(String id) {
        return read(id, inAnswers);
    }

    /** The id in the text of a receipt. */
    String ofText(String id) {
        return read(id, inTexts);
    }

    /** What is no such number stays as it is. */
    private static String read(String id, int radix) {
        var digits = radix == 16 ? "[0-9A-Fa-f]{1,64}" : "[0-9]{1,64}";
        return radix != 0 && id.matches(digits) ? new BigInteger(id, radix).toString(16) : id;
    }
}
