package org.userphone.domain.user;

/** An e-mail address as the contract lets it in: 1 to 200 characters around an {@code @}. */
public record EmailAddress(String text) {

    public EmailAddress {
        if (text.isBlank() || text.codePointCount(0, text.length()) > 200) {
            throw new IllegalArgumentException("an e-mail address has 1 to 200 characters");
        }
    }

    /** The domain only. */
    @Override
    public String toString() {
        return "…" + text.substring(Math.max(0, text.indexOf('@')));
    }
}
