package org.userphone.domain.user;

/**
 * How a text is compared with the one that is looked for (protocol section 1.3), in the order of
 * the contract's numbers. What ignores case does so in every script, as {@link
 * String#equalsIgnoreCase} does: letter by letter, without the rules of a language, so that ß is
 * not SS.
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

    /** Which part of a text has to be the one that is looked for. */
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

    /** What texts have in common that differ in case only. */
    public static String fold(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public Part part() {
        return part;
    }

    public boolean ignoresCase() {
        return ignoresCase;
    }
}
