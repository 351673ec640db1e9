package org.userphone.domain.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text as SMS carry it: in the GSM 7-bit alphabet if that has all its characters, else in UCS-2
 * (which phones read as UTF-16). No character is cut in two.
 *
 * @param parts the octets of the text: one part if it fits into one SMS, else as many as it takes
 *     when each begins with a user data header
 */
public record Segments(Alphabet alphabet, List<byte[]> parts) {

    /** What the characters of an SMS are drawn from (3GPP TS 23.038). */
    public enum Alphabet {
        GSM7,
        UCS2
    }

    /** An SMS holds 140 octets, which are 160 characters of 7 bits (3GPP TS 23.040). */
    private static final int GSM7_WHOLE = 160;

    private static final int UCS2_WHOLE = 140;

    /** A header takes six octets, which are seven characters of 7 bits. */
    private static final int GSM7_PART = 153;

    private static final int UCS2_PART = 134;

    public static Segments of(String text) {
        var gsm7 = text.codePoints().mapToObj(Gsm7::encode).toList();
        if (gsm7.stream().allMatch(Optional::isPresent)) {
            var characters = gsm7.stream().map(Optional::orElseThrow).toList();
            return new Segments(Alphabet.GSM7, pack(characters, GSM7_WHOLE, GSM7_PART));
        }
        var characters =
                text.codePoints()
                        .mapToObj(character -> Character.toString(character).getBytes(UTF_16BE))
                        .toList();
        return new Segments(Alphabet.UCS2, pack(characters, UCS2_WHOLE, UCS2_PART));
    }

    /** How many SMS it takes, and so how many are paid for. */
    public int count() {
        return parts.size();
    }

    /** All of it, for a field that takes long texts. */
    public byte[] whole() {
        var whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static List<byte[]> pack(List<byte[]> characters, int whole, int part) {
        int octets = characters.stream().mapToInt(character -> character.length).sum();
        return octets <= whole ? pack(characters, whole) : pack(characters, part);
    }

    private static List<byte[]> pack(List<byte[]> characters, int limit) {
        var parts = new ArrayList<byte[]>();
        var part = new ByteArrayOutputStream();
        for (var character : characters) {
            if (part.size() + character.length > limit) {
                parts.add(part.toByteArray());
                part.reset();
            }
            part.writeBytes(character);
        }
        parts.add(part.toByteArray());
        return parts;
    }
}
