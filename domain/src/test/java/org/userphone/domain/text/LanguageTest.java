package org.userphone.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | de",
                "de-ch | de-CH, de",
                "de_CH | de-CH, de",
                "ZH-hant-tw | zh-Hant-TW, zh-Hant, zh",
                "en-US-x-twain | en-US-x-twain, en-US, en",
                "sl-rozaj-biske | sl-rozaj-biske, sl-rozaj, sl",
            })
    void aLanguageIsLookedForEverMoreGenerally(String tag, String lookups) {
        assertThat(Language.parse(tag).lookups().toString()).isEqualTo("[" + lookups + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "und",
                "x",
                "de ",
                "no language",
                "de--CH",
                "1",
                "verylonglanguage",
                "de-abcdefgh-abcdefgh-abcdefgh-abcdefgh",
            })
    void whatIsNoTagIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Language.parse(text));
        assertThat(Language.find(text)).isEmpty();
    }
}
