package org.userphone.domain.code;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What verification codes look like and how long they can be entered.
 *
 * @param length the number of characters, 4 to 20
 * @param alphabet at least ten different characters of the Basic Multilingual Plane, no blanks and
 *     no hyphens
 * @param lifetime positive
 * @param withDigit whether every code has a digit, without which phones do not find it in an SMS
 */
public record CodePolicy(int length, String alphabet, Duration lifetime, boolean withDigit) {

    /** Symbols that people take for each other. */
    private static final Set<Set<Integer>> LOOK_ALIKES = Set.of(symbols("O0"), symbols("I1l"));

    /** Blanks, hyphens, and marks of direction that are copied with a code. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}\\u2212]");

    public CodePolicy {
        if (length < 4 || length > 20) {
            throw new IllegalArgumentException("a code has 4 to 20 characters");
        }
        if (alphabet.length() < 10 || alphabet.chars().distinct().count() != alphabet.length()) {
            throw new IllegalArgumentException("a code needs ten different symbols, none twice");
        }
        if (alphabet.codePointCount(0, alphabet.length()) != alphabet.length()) {
            throw new IllegalArgumentException("a symbol of a code is one UTF-16 character");
        }
        if (BETWEEN.matcher(alphabet).find()) {
            throw new IllegalArgumentException("a symbol of a code is no blank and no hyphen");
        }
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("a code needs a lifetime");
        }
        if (withDigit && !hasDigit(alphabet)) {
            throw new IllegalArgumentException("a code that phones are to find needs digits");
        }
    }

    /** A policy whose codes need no digit. */
    public CodePolicy(int length, String alphabet, Duration lifetime) {
        this(length, alphabet, lifetime, false);
    }

    /** An alphabet without the symbols for which it has others that look alike: O0 and I1l. */
    public static String withoutLookAlikes(String alphabet) {
        var unclear =
                LOOK_ALIKES.stream()
                        .filter(alike -> alphabet.chars().filter(alike::contains).count() > 1)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());
        return alphabet.chars()
                .filter(symbol -> !unclear.contains(symbol))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Set<Integer> symbols(String text) {
        return text.chars().boxed().collect(Collectors.toSet());
    }

    /** Whether a text may be a code, as far as its digits are concerned. */
    boolean isFindable(String text) {
        return !withDigit || hasDigit(text);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(symbol -> symbol >= '0' && symbol <= '9');
    }

    /** An entered text without blanks, hyphens and marks of direction, with ASCII digits. */
    public static String typed(String text) {
        return BETWEEN.matcher(text)
                .replaceAll("")
                .codePoints()
                .map(
                        symbol ->
                                Character.isDigit(symbol)
                                        ? '0' + Character.digit(symbol, 10)
                                        : symbol)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /**
     * The codes that an entered text may stand for: the text itself, and the text {@linkplain
     * #typed as it was meant}, in the case of the alphabet if that has one case only.
     */
    Stream<String> readings(String text) {
        var typed = typed(text);
        var lower = alphabet.chars().anyMatch(Character::isLowerCase);
        var upper = alphabet.chars().anyMatch(Character::isUpperCase);
        return Stream.of(
                        text,
                        typed,
                        upper && !lower ? typed.toUpperCase(Locale.ROOT) : typed,
                        lower && !upper ? typed.toLowerCase(Locale.ROOT) : typed)
                .distinct();
    }
}
