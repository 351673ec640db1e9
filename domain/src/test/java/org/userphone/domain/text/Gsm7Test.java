package org.userphone.domain.text;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class Gsm7Test {

    /** The inverse of {@link Gsm7}: hexadecimal octets and their character. */
    private static final Map<String, String> CHARACTERS =
            IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                    .filter(character -> Gsm7.encode(character).isPresent())
                    .boxed()
                    .collect(toMap(Gsm7Test::hex, Character::toString));

    @ParameterizedTest
    @CsvSource({
        "'@', 00",
        "'£', 01",
        "'é', 05",
        "'Ç', 09",
        "'Å', 0e",
        "'Δ', 10",
        "'_', 11",
        "'Ξ', 1a",
        "'É', 1f",
        "' ', 20",
        "'#', 23",
        "'¤', 24",
        "'0', 30",
        "'¡', 40",
        "'A', 41",
        "'Z', 5a",
        "'Ä', 5b",
        "'§', 5f",
        "'¿', 60",
        "'a', 61",
        "'z', 7a",
        "'ä', 7b",
        "'ö', 7c",
        "'ñ', 7d",
        "'ü', 7e",
        "'à', 7f",
        "'^', 1b14",
        "'{', 1b28",
        "'}', 1b29",
        "'\\', 1b2f",
        "'[', 1b3c",
        "'~', 1b3d",
        "']', 1b3e",
        "'|', 1b40",
        "'€', 1b65",
    })
    void theCodesAreThoseOfTheStandard(String character, String octets) {
        assertThat(hex(character.codePointAt(0))).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç", "ê", "`", "\u001b", "\t", "Ж", "“", "🐭"})
    void otherCharactersAreNotInTheAlphabet(String character) {
        assertThat(Gsm7.encode(character.codePointAt(0))).isEmpty();
    }

    @Test
    void theAlphabetHasAllCodesButTheEscape() {
        assertThat(CHARACTERS).hasSize(127 + 10);
    }

    /** Decodes unpacked octets. */
    public static String decode(byte[] octets) {
        var text = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            var escaped = octets[i] == 0x1b;
            text.append(CHARACTERS.get(hex(octets, i, escaped ? i + 2 : i + 1)));
            i += escaped ? 1 : 0;
        }
        return text.toString();
    }

    private static String hex(int character) {
        var octets = Gsm7.encode(character).orElseThrow();
        return hex(octets, 0, octets.length);
    }

    private static String hex(byte[] octets, int from, int to) {
        return HexFormat.of().formatHex(octets, from, to);
    }
}
