package org.userphone.domain.user;

/**
 * An e-mail address: at most 200 characters with an {@code @}. The contract has stricter rules,
 * which the api checks.
 */
public record EmailAddress(String text) {

    public EmailAddress {
        if (!text.contains("@") || text.codePointCount(0, text.length()) > 200) {
            throw new IllegalArgumentException(
                    "an e-mail address has an @ and at most 200 characters");
        }
    }

    /** Masked: the domain of the address only. */
    @Override
    public String toString() {
        return "…" + text.substring(text.indexOf('@'));
    }
}
