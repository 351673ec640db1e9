package org.userphone.domain.idempotency;

/**
 * The name that a caller gives to a call, to be able to repeat it: 1 to {@value #MAX_LENGTH}
 * printable characters of ASCII. Callers have names of their own; those of two never meet.
 */
public record IdempotencyKey(String value) {

    /** Characters of the longest key. */
    public static final int MAX_LENGTH = 255;

    public IdempotencyKey {
        if (!value.matches("[ -~]{1," + MAX_LENGTH + "}")) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to " + MAX_LENGTH + " printable characters of ASCII");
        }
    }

    /** Not the key: callers make it of what they like, personal data included. */
    @Override
    public String toString() {
        return "idempotency key ******";
    }
}
