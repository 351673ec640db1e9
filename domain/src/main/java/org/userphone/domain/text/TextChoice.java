package org.userphone.domain.text;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses the text of a message. The recipient's language comes before the default language. Within
 * a language, the organisation's text comes before the instance's, and that before the built-in
 * one.
 */
public final class TextChoice {

    private final MessageTexts custom;
    private final BuiltInTexts builtIn;
    private final Language defaultLanguage;

    /**
     * @param defaultLanguage the language for recipients whose own is unknown or has no text
     */
    public TextChoice(MessageTexts custom, BuiltInTexts builtIn, Language defaultLanguage) {
        this.custom = custom;
        this.builtIn = builtIn;
        this.defaultLanguage = defaultLanguage;
    }

    public Language defaultLanguage() {
        return defaultLanguage;
    }

    /**
     * @param wanted the recipient's organisation and language; if there is no organisation, only
     *     the instance's and the built-in texts are considered
     */
    public Template of(TextKey wanted) {
        var languages = languages(wanted.language());
        var keys = languages.stream().flatMap(language -> keys(wanted, language)).toList();
        var written =
                custom.find(keys).stream()
                        .collect(toMap(MessageText::key, text -> text.text().orElseThrow()));
        for (var language : languages) {
            var own = keys(wanted, language).filter(written::containsKey).findFirst();
            if (own.isPresent()) {
                return Template.parse(written.get(own.get()));
            }
            var standard = builtIn.of(language);
            if (standard.isPresent()) {
                return standard.get();
            }
        }
        return builtIn.fallback();
    }

    private List<Language> languages(Language preferred) {
        return Stream.of(preferred, defaultLanguage)
                .flatMap(language -> language.lookups().stream())
                .distinct()
                .toList();
    }

    /** The keys of the texts in one language, the organisation's before the instance's. */
    private static Stream<TextKey> keys(TextKey wanted, Language language) {
        return Stream.concat(
                wanted.organisation().map(owner -> TextKey.of(owner, language)).stream(),
                Stream.of(TextKey.of(language)));
    }
}
