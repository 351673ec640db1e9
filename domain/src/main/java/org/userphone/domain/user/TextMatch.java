package org.userphone.domain.user;

/**
 * How a text is compared with the one that is searched for (protocol section 1.3), in the order of
 * the numbers in the contract. Comparisons that ignore case do so in every script, letter by letter
 * as {@link String#equalsIgnoreCase} does: rules of languages do not apply, and ß does not equal
 * SS.
 */
public enum TextMatch {
    EQUALS(Part.WHOLE, false),
    EQUALS_IGNORING_CASE(Part.WHOLE, true),
    STARTS_WITH(Part.START, false),
    STARTS_WITH_IGNORING_CASE(Part.START, true),
    CONTAINS(Part.ANY, false),
    CONTAINS_IGNORING_CASE(Part.ANY, true),
    ENDS_WITH(Part.END, false),
    ENDS_WITH_IGNORING_CASE(Part.END, true);

    /** The part of a text that has to equal the one that is searched for. */
    public enum Part {
        WHOLE,
        START,
        ANY,
        END
    }

    private final Part part;
    private final boolean ignoresCase;

    TextMatch(Part part, boolean ignoresCase) {
        this.part = part;
        this.ignoresCase = ignoresCase;
    }

    /** The text with its case folded: texts that differ only in case become equal. */
    public static String fold(String text) {
        var folded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(letter)));
            at += Character.charCount(letter);
        }
        return folded.toString();
    }

    public Part part() {
        return part;
    }

    public boolean ignoresCase() {
        return ignoresCase;
    }
}
