package org.userphone.domain.provider;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.userphone.domain.user.PhoneNumber;

/**
 * The numbers that an SMS provider is used for, by prefix.
 *
 * @param prefixes each a plus sign and the first digits of a number in E.164 form, such as {@code
 *     +41}; none means every number
 */
public record Routes(List<String> prefixes) {

    public static final Routes ALL = new Routes(List.of());

    private static final String EVERYWHERE = "*";
    private static final String PREFIX = "\\+[1-9][0-9]{0,14}";

    /**
     * @throws IllegalArgumentException if a prefix has another form
     */
    public Routes {
        prefixes = List.copyOf(prefixes);
        if (!prefixes.stream().allMatch(prefix -> prefix.matches(PREFIX))) {
            throw new IllegalArgumentException("a route is + and the first digits of numbers");
        }
    }

    /**
     * Parses prefixes that are separated by blanks, or {@code *} for every number.
     *
     * @throws IllegalArgumentException if a prefix has another form
     */
    public static Routes parse(String text) {
        return text.strip().equals(EVERYWHERE)
                ? ALL
                : new Routes(Arrays.asList(text.strip().split("\\s+")));
    }

    /**
     * The length of the longest prefix that matches a number; 0 if every number matches, empty if
     * none does.
     */
    public OptionalInt match(PhoneNumber number) {
        return prefixes.isEmpty()
                ? OptionalInt.of(0)
                : prefixes.stream()
                        .filter(number.e164()::startsWith)
                        .mapToInt(String::length)
                        .max();
    }

    /** The form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return prefixes.isEmpty() ? EVERYWHERE : String.join(" ", prefixes);
    }
}
