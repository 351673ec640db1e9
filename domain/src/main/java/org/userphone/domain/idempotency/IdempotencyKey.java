package org.userphone.domain.idempotency;

/**
 * The key under which a caller can repeat a call: 1 to {@value #MAX_LENGTH} printable ASCII
 * characters. Equal keys of different callers are independent of each other.
 */
public record IdempotencyKey(String value) {

    /** The length of the longest key in characters. */
    public static final int MAX_LENGTH = 255;

    public IdempotencyKey {
        if (!value.matches("[ -~]{1," + MAX_LENGTH + "}")) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to " + MAX_LENGTH + " printable characters of ASCII");
        }
    }

    /** Masked: callers may put personal data into a key. */
    @Override
    public String toString() {
        return "idempotency key ******";
    }
}
