package org.userphone.domain.access;

import java.util.regex.Pattern;

/**
 * The id of a user: 1 to 200 characters. Ids that are made here are decimal numbers; ids that a
 * caller gives may be any text.
 */
public record UserId(String value) {

    private static final Pattern PHONE_NUMBER = Pattern.compile("(\\+|%2[Bb])?[0-9]{7,15}");

    private static final Pattern NO_VALUE = Pattern.compile("[\\s=\\p{Cntrl}]");

    public UserId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > 200) {
            throw new IllegalArgumentException("a user id has 1 to 200 characters");
        }
    }

    /**
     * The id as a value in a line of the log: one that may be a phone number is masked, and what
     * would end the value or begin another one is replaced. An id may have as many digits as a
     * number in the midst of it, and is shown then.
     */
    public String inLog() {
        return PHONE_NUMBER.matcher(value).matches()
                ? "+…"
                : NO_VALUE.matcher(value).replaceAll("_");
    }

    @Override
    public String toString() {
        return value;
    }
}
