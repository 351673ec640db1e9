package org.userphone.domain.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.text.Segments.Alphabet;

/**
 * The room that characters take is defined by 3GPP TS 23.038, the capacity of an SMS by 3GPP TS
 * 23.040.
 */
class SegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "x, 0, GSM7, 1",
        "x, 160, GSM7, 1",
        "x, 161, GSM7, 2",
        "x, 306, GSM7, 2",
        "x, 307, GSM7, 3",
        "x, 459, GSM7, 3",
        "x, 460, GSM7, 4",
        "€, 80, GSM7, 1",
        "€, 81, GSM7, 2",
        "€, 152, GSM7, 2",
        "€, 153, GSM7, 3",
        "ж, 70, UCS2, 1",
        "ж, 71, UCS2, 2",
        "ж, 134, UCS2, 2",
        "ж, 135, UCS2, 3",
        "🐭, 35, UCS2, 1",
        "🐭, 36, UCS2, 2",
        "🐭, 66, UCS2, 2",
        "🐭, 67, UCS2, 3",
    })
    void aTextTakesSoManySegments(String character, int times, Alphabet alphabet, int segments) {
        var counted = Segments.of(character.repeat(times));

        assertThat(counted.alphabet()).isEqualTo(alphabet);
        assertThat(counted.count()).isEqualTo(segments);
    }

    @Test
    void anExtensionCharacterThatFindsRoomForHalfOfItGoesIntoTheNextPart() {
        var parts = Segments.of("x".repeat(152) + "€" + "x".repeat(151)).parts();

        assertThat(parts).extracting(part -> part.length).containsExactly(152, 153);
        assertThat(parts)
                .extracting(Gsm7Test::decode)
                .containsExactly("x".repeat(152), "€" + "x".repeat(151));
    }

    @Test
    void aSurrogatePairThatFindsRoomForHalfOfItGoesIntoTheNextPart() {
        var parts = Segments.of("ж".repeat(66) + "🐭" + "ж".repeat(3)).parts();

        assertThat(parts).extracting(part -> part.length).containsExactly(132, 10);
        assertThat(parts)
                .extracting(part -> new String(part, UTF_16BE))
                .containsExactly("ж".repeat(66), "🐭" + "ж".repeat(3));
    }

    @Test
    void theFirstCharacterThatTheAlphabetLacksMakesTheWholeTextUcs2() {
        assertThat(Segments.of("x".repeat(70) + "ç").alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Segments.of("x".repeat(70) + "ç").count()).isEqualTo(2);
    }

    /**
     * For any text: the parts together are the text, no part is too long, and no part could be
     * longer.
     */
    @Test
    void thePartsOfAnyTextAreTheTextAndFull() {
        var random = new SplittableRandom(23038);
        var gsm7 = List.of("x", "é", "€", "{", " ", "\n");
        var any = List.of("x", "€", "ж", "漢", "🐭", "𝒳");
        for (int i = 0; i < 2_000; i++) {
            var drawn = random.nextBoolean() ? gsm7 : any;
            var text =
                    random.ints(random.nextInt(400), 0, drawn.size())
                            .mapToObj(drawn::get)
                            .collect(joining());
            var segments = Segments.of(text);
            boolean ucs2 = segments.alphabet() == Alphabet.UCS2;

            var read =
                    segments.parts().stream()
                            .map(part -> ucs2 ? new String(part, UTF_16BE) : Gsm7Test.decode(part))
                            .collect(Collectors.toList());

            assertThat(String.join("", read)).isEqualTo(text);
            int limit = segments.count() == 1 ? ucs2 ? 140 : 160 : ucs2 ? 134 : 153;
            int widest = ucs2 ? 4 : 2;
            assertThat(segments.parts())
                    .allSatisfy(part -> assertThat(part.length <= limit).isTrue());
            assertThat(segments.parts().subList(0, segments.count() - 1))
                    .allSatisfy(part -> assertThat(part.length > limit - widest).isTrue());
        }
    }

    @Test
    void anSmscThatReadsLatin1GetsLatin1AndTheRestInUcs2() {
        assertThat(Segments.of("@é[", ISO_8859_1).whole()).isEqualTo("@é[".getBytes(ISO_8859_1));
        assertThat(Segments.of("@é", US_ASCII).alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Segments.of("€", ISO_8859_1).alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Segments.of("Δ", ISO_8859_1).alphabet()).isEqualTo(Alphabet.UCS2);
    }

    @Test
    void whatTheSmscTranslatesToTwoSeptetsTakesTheRoomOfTwo() {
        assertThat(Segments.of("[".repeat(80), US_ASCII).count()).isOne();
        assertThat(Segments.of("[".repeat(81), US_ASCII).count()).isEqualTo(2);
    }
}
