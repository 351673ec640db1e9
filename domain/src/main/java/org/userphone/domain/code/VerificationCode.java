package org.userphone.domain.code;

/** The text of a verification code, as its recipient reads it. It is masked in {@code toString}. */
public record VerificationCode(String text) {

    @Override
    public String toString() {
        return "*".repeat(text.length());
    }
}
