package org.userphone.domain.code;

import java.time.Duration;

/**
 * What verification codes look like and how long they can be entered.
 *
 * @param length the number of characters, 4 to 20
 * @param alphabet at least ten different characters of the Basic Multilingual Plane
 * @param lifetime positive
 */
public record CodePolicy(int length, String alphabet, Duration lifetime) {

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
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("a code needs a lifetime");
        }
    }
}
