package org.userphone.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.InMemoryDomain;

class BuiltInTextsTest {

    private final BuiltInTexts texts = BuiltInTexts.read();

    static Set<Language> languages() {
        return BuiltInTexts.read().languages();
    }

    @Test
    void thereIsATextInTwelveLanguages() {
        assertThat(texts.languages())
                .extracting(Language::tag)
                .contains("ar", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh");
        assertThat(texts.languages()).extracting(texts::of).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyTextFitsIntoOneSms(Language language) {
        var policy =
                new TextPolicy(
                        InMemoryDomain.CODES,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Typography.NAMES);

        assertThat(policy.check(text(language)).count()).isOne();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyTextFitsWithTheHashOfAnApp(Language language) {
        var policy =
                new TextPolicy(
                        InMemoryDomain.CODES,
                        1,
                        Optional.empty(),
                        Optional.of("FA+9qCX9VSu"),
                        Typography.NAMES);

        assertThat(policy.check(text(language)).count()).isOne();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyTextFitsWithTheLineForPages(Language language) {
        var policy =
                new TextPolicy(
                        InMemoryDomain.CODES,
                        2,
                        Optional.of("login.example.com"),
                        Optional.empty(),
                        Typography.NAMES);

        assertThat(policy.check(text(language)).count()).isLessThanOrEqualTo(2);
    }

    private String text(Language language) {
        return texts.of(language).orElseThrow().text();
    }
}
