package org.userphone.domain.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A text divided into SMS (3GPP TS 23.040). It is encoded in the GSM 7-bit alphabet if that has all
 * its characters, else in UCS-2, which phones read as UTF-16. No character is divided.
 *
 * @param parts the octets of the text: one part if the text fits into one SMS, else parts that
 *     leave room for a user data header
 */
public record Segments(Alphabet alphabet, List<byte[]> parts) {

    /** The encodings of an SMS (3GPP TS 23.038). */
    public enum Alphabet {
        GSM7,
        UCS2
    }

    /** The capacity of an SMS without a header: 140 octets, which are 160 characters of 7 bits. */
    private static final int GSM7_WHOLE = 160;

    private static final int UCS2_WHOLE = 140;

    /**
     * The capacity with a header of six octets, which take the room of seven characters of 7 bits.
     */
    private static final int GSM7_PART = 153;

    private static final int UCS2_PART = 134;

    /**
     * A character.
     *
     * @param room what it takes of the capacity of an SMS
     */
    private record Symbol(byte[] octets, int room) {}

    public static Segments of(String text) {
        return of(text, Gsm7::encode);
    }

    /**
     * The same for an SMSC that reads the octets of GSM 7-bit texts in another character set, and
     * translates them. A text that this does not have is encoded in UCS-2.
     */
    public static Segments of(String text, Charset inPlaceOfGsm7) {
        var encoder = inPlaceOfGsm7.newEncoder();
        return of(
                text,
                character ->
                        Optional.of(Character.toString(character))
                                .filter(encoder::canEncode)
                                .map(symbol -> symbol.getBytes(inPlaceOfGsm7)));
    }

    private static Segments of(String text, IntFunction<Optional<byte[]>> encode) {
        var gsm7 = text.codePoints().mapToObj(character -> symbol(character, encode)).toList();
        if (gsm7.stream().allMatch(Optional::isPresent)) {
            var characters = gsm7.stream().map(Optional::orElseThrow).toList();
            return new Segments(Alphabet.GSM7, pack(characters, GSM7_WHOLE, GSM7_PART));
        }
        var characters =
                text.codePoints()
                        .mapToObj(character -> Character.toString(character).getBytes(UTF_16BE))
                        .map(octets -> new Symbol(octets, octets.length))
                        .toList();
        return new Segments(Alphabet.UCS2, pack(characters, UCS2_WHOLE, UCS2_PART));
    }

    private static Optional<Symbol> symbol(int character, IntFunction<Optional<byte[]>> encode) {
        return Gsm7.encode(character)
                .flatMap(
                        septets ->
                                encode.apply(character)
                                        .map(octets -> new Symbol(octets, septets.length)));
    }

    /** How many SMS the text takes, and so how many are charged. */
    public int count() {
        return parts.size();
    }

    /** All octets of the text, for protocols that take long texts in one field. */
    public byte[] whole() {
        var whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static List<byte[]> pack(List<Symbol> characters, int whole, int part) {
        int room = characters.stream().mapToInt(Symbol::room).sum();
        return room <= whole ? pack(characters, whole) : pack(characters, part);
    }

    private static List<byte[]> pack(List<Symbol> characters, int limit) {
        var parts = new ArrayList<byte[]>();
        var part = new ByteArrayOutputStream();
        int taken = 0;
        for (var character : characters) {
            if (taken + character.room() > limit) {
                parts.add(part.toByteArray());
                part.reset();
                taken = 0;
            }
            part.writeBytes(character.octets());
            taken += character.room();
        }
        parts.add(part.toByteArray());
        return parts;
    }
}
