package org.userphone.domain.text;

import java.util.Map;
import java.util.Optional;

/**
 * The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038, section 6.2.1). Each
 * character is one or two octets, unpacked, as SMPP transmits it.
 */
final class Gsm7 {

    private static final byte ESCAPE = 0x1B;

    /**
     * The characters of the default alphabet, indexed by their code. At the code of the escape
     * there is no character.
     */
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
                    + " !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
                    + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final Map<Integer, Integer> EXTENSION =
            Map.of(
                    (int) '\f', 0x0A,
                    (int) '^', 0x14,
                    (int) '{', 0x28,
                    (int) '}', 0x29,
                    (int) '\\', 0x2F,
                    (int) '[', 0x3C,
                    (int) '~', 0x3D,
                    (int) ']', 0x3E,
                    (int) '|', 0x40,
                    (int) '€', 0x65);

    private Gsm7() {}

    /** The octets of a character; empty if it is not in the alphabet. */
    static Optional<byte[]> encode(int character) {
        if (EXTENSION.containsKey(character)) {
            return Optional.of(new byte[] {ESCAPE, EXTENSION.get(character).byteValue()});
        }
        int code = BASIC.indexOf(character);
        return code < 0 || code == ESCAPE
                ? Optional.empty()
                : Optional.of(new byte[] {(byte) code});
    }
}
