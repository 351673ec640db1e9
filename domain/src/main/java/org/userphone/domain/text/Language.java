package org.userphone.domain.text;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language, by its BCP 47 tag in canonical form, such as {@code de} or {@code de-CH}. */
public record Language(String tag) {

    private static final int MAX_LENGTH = 35;
    private static final String UNDETERMINED = "und";

    public Language {
        if (!canonical(tag).equals(tag)) {
            throw new IllegalArgumentException("not a language tag in canonical form");
        }
    }

    /**
     * Parses a tag in any case and with hyphens or underscores, such as {@code de-ch} or {@code
     * de_CH}.
     *
     * @throws IllegalArgumentException if the text is not a language tag
     */
    public static Language parse(String text) {
        return new Language(canonical(text));
    }

    /** The language of a tag; empty if the text is not a language tag. */
    public static Optional<Language> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String canonical(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a language tag has at most 35 characters");
        }
        try {
            var locale = new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
            var tag = locale.toLanguageTag();
            if (!tag.startsWith(UNDETERMINED)) {
                return tag;
            }
        } catch (IllformedLocaleException e) { // its message repeats the text
            throw new IllegalArgumentException("not a BCP 47 language tag");
        }
        throw new IllegalArgumentException("the language tag names no language");
    }

    /**
     * The languages to look up for this one, from the most specific to the most general (RFC 4647
     * section 3.4): {@code zh-Hant-TW, zh-Hant, zh}.
     */
    public List<Language> lookups() {
        var found = new ArrayList<Language>();
        var rest = tag;
        while (!rest.isEmpty()) {
            found.add(new Language(rest));
            rest = rest.substring(0, Math.max(0, rest.lastIndexOf('-')));
            if (rest.length() > 2 && rest.charAt(rest.length() - 2) == '-') {
                // a singleton introduces the subtag that was cut off
                rest = rest.substring(0, rest.length() - 2);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return tag;
    }
}
