package org.userphone.domain.user;

/**
 * An e-mail address: at most 200 characters around an {@code @}. What else makes it one is the
 * contract's business.
 */
public record EmailAddress(String text) {

    public EmailAddress {
        if (!text.contains("@") || text.codePointCount(0, text.length()) > 200) {
            throw new IllegalArgumentException(
                    "an e-mail address has an @ and at most 200 characters");
        }
    }

    /** The domain only. */
    @Override
    public String toString() {
        return "…" + text.substring(text.indexOf('@'));
    }
}
