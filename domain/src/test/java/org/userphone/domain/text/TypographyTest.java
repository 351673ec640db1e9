package org.userphone.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.text.Segments.Alphabet;

class TypographyTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "O\u2019Brien,O'Brien",
                "\u2018a\u2019 \u201cb\u201d,'a' \"b\"",
                "a \u2013 b \u2014 c,a - b - c",
                "wait\u2026,wait...",
                "a\u00a0b\u202fc,a b c",
                "Mi\u200bnnie\ufeff,Minnie",
                "Jose\u0301,Jos\u00e9",
                "Mu\u0308ller,M\u00fcller",
            })
    void aNameThatOnlyItsTypographyMakesUcs2IsGsm7(String name, String sent) {
        assertThat(Typography.NAMES.ofName(name)).isEqualTo(sent);
        assertThat(Segments.of(sent).alphabet()).isEqualTo(Alphabet.GSM7);
        assertThat(Typography.ALL.ofText(name)).isEqualTo(sent);
        assertThat(Typography.NAMES.ofText(name)).isEqualTo(name);
        assertThat(Typography.NONE.ofName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"\u0417\u043d\u0430\u2019\u0454", "\u0141ukasz \u2013 x", "\u5f20\u2026"})
    void aNameThatIsUcs2AnywayKeepsItsCharacters(String name) {
        assertThat(Typography.NAMES.ofName(name)).isEqualTo(name);
    }

    @Test
    void whatWasReplacedIsTold() {
        assertThat(Typography.ALL.replacedIn("It\u2019s Jose\u0301\u2019s\u2026"))
                .containsExactly("U+2019", "U+0301", "U+2026");
        assertThat(Typography.NAMES.replacedIn("It\u2019s")).isEmpty();
        assertThat(Typography.ALL.replacedIn("\u0417\u2019")).isEmpty();
    }
}
