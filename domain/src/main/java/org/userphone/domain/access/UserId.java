package org.userphone.domain.access;

/**
 * The id of a user: 1 to 200 characters. Ids that are made here are decimal numbers; ids that a
 * caller gives may be any text.
 */
public record UserId(String value) {

    public UserId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > 200) {
            throw new IllegalArgumentException("a user id has 1 to 200 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
