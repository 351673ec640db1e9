package org.userphone.domain.text;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;

/**
 * Chooses the text of a message: the recipient's language before the instance's, and in a language
 * the organisation's text before the instance's before ours.
 */
public final class TextChoice {

    private final MessageTexts custom;
    private final BuiltInTexts builtIn;
    private final Language standard;

    /**
     * @param standard the language of those whose own has no text
     */
    public TextChoice(MessageTexts custom, BuiltInTexts builtIn, Language standard) {
        this.custom = custom;
        this.builtIn = builtIn;
        this.standard = standard;
    }

    /**
     * @param organisation empty for a user of none that has texts of its own
     * @param preferred the recipient's language, if it is known
     */
    public Template of(Optional<OrganisationId> organisation, Optional<Language> preferred) {
        var languages = languages(preferred);
        var written =
                custom.find(organisation, languages).stream()
                        .collect(toMap(MessageText::key, text -> text.text().orElseThrow()));
        return languages.stream()
                .flatMap(
                        language ->
                                Stream.concat(
                                        keys(organisation, language)
                                                .flatMap(key -> Stream.ofNullable(written.get(key)))
                                                .map(Template::parse),
                                        builtIn.of(language).stream()))
                .findFirst()
                .orElseGet(builtIn::fallback);
    }

    private List<Language> languages(Optional<Language> preferred) {
        return Stream.concat(preferred.stream(), Stream.of(standard))
                .flatMap(language -> language.lookups().stream())
                .distinct()
                .toList();
    }

    private static Stream<TextKey> keys(Optional<OrganisationId> organisation, Language language) {
        return Stream.concat(
                organisation.map(owner -> TextKey.of(owner, language)).stream(),
                Stream.of(TextKey.of(language)));
    }
}
