package org.userphone.domain.provider;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.userphone.domain.user.PhoneNumber;

/**
 * The numbers that a provider is asked for, by how they begin.
 *
 * @param prefixes each a country code or more of a number in E.164 form, {@code +41}; none means
 *     every number
 */
public record Routes(List<String> prefixes) {

    public static final Routes ALL = new Routes(List.of());

    private static final String EVERYWHERE = "*";
    private static final String PREFIX = "\\+[1-9][0-9]{0,14}";

    /**
     * @throws IllegalArgumentException if a prefix is none
     */
    public Routes {
        prefixes = List.copyOf(prefixes);
        if (!prefixes.stream().allMatch(prefix -> prefix.matches(PREFIX))) {
            throw new IllegalArgumentException("a route is + and the first digits of numbers");
        }
    }

    /**
     * Reads prefixes that are separated by blanks, or {@code *} for every number.
     *
     * @throws IllegalArgumentException if a prefix is none
     */
    public static Routes parse(String text) {
        return text.strip().equals(EVERYWHERE)
                ? ALL
                : new Routes(Arrays.asList(text.strip().split("\\s+")));
    }

    /** How many characters of the number the longest matching prefix has; empty if none matches. */
    public OptionalInt match(PhoneNumber number) {
        return prefixes.isEmpty()
                ? OptionalInt.of(0)
                : prefixes.stream()
                        .filter(number.e164()::startsWith)
                        .mapToInt(String::length)
                        .max();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return prefixes.isEmpty() ? EVERYWHERE : String.join(" ", prefixes);
    }
}
